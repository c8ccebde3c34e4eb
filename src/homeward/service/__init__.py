"""One function per act: permission, judgement, record. The only unit that acts."""
