"""Names of people and places in many scripts and spellings, brought to forms that can be compared."""
