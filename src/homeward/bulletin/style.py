"""The style sheet of the public page: calm, readable on a phone, in the dark, in print and from right to left."""

from __future__ import annotations

from typing import Final

# The two directions are told apart by a solid and a broken line before colour; neither is a national colour, and both
# stay apart in every kind of colour vision and in grey print.
STYLE: Final = """
:root{color-scheme:light dark;--paper:#f7f8f6;--card:#fff;--ink:#14212b;--soft:#45545f;--line:#c9d2d6;--deep:#0b3d4c;
--first:#34508c;--second:#9a5b13;--heed:#8a4b00;--heed-back:#fdf3e2;--stop:#9b1c1c;--stop-back:#fbeceb}
@media (prefers-color-scheme:dark){
:root{--paper:#0b0f12;--card:#12191e;--ink:#e9e2d6;--soft:#b3b0a7;--line:#33414a;
--deep:#9fd0dd;--first:#9db6f2;--second:#e3ac6a;--heed:#f0bd7c;--heed-back:#231a0d;--stop:#f2a7a0;
--stop-back:#2a1110}}
@media (prefers-contrast:more){:root{--soft:var(--ink);--line:var(--ink)}}
*{box-sizing:border-box}
section,figure,.head,.hero,.card,.said,.said li,.flash,dd{grid-template-columns:minmax(0,1fr)}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--paper);color:var(--ink);font:400 1.0625rem/1.6 "Noto Sans","Noto Sans Arabic",
"Noto Sans Hebrew",system-ui,"Segoe UI",Roboto,"DejaVu Sans",sans-serif;font-variant-numeric:tabular-nums lining-nums;
overflow-wrap:break-word}
html:lang(ar){font-size:108%}
html:lang(ar) body{line-height:1.7}
h1,h2,h3,p,ol,ul,dl,table,figure,pre{margin:0}
h1{font-size:clamp(2rem,1.2rem + 4vw,3.25rem);line-height:1.12;font-weight:600;color:var(--deep);letter-spacing:-.015em;
max-inline-size:20ch;text-wrap:balance}
h2{font-size:1.5rem;line-height:1.25;font-weight:600;color:var(--deep);text-wrap:balance}
h3{font-size:1.0625rem;line-height:1.4;font-weight:600}
a{color:inherit;text-underline-offset:.2em}
:focus-visible{outline:3px solid var(--first);outline-offset:3px;border-radius:6px}
.skip{position:absolute;inset-inline-start:12px;inset-block-start:-100px}
.skip:focus{inset-block-start:12px;background:var(--card);padding:8px 12px;z-index:1}
.sheet{max-inline-size:70rem;margin-inline:auto;padding-inline:clamp(20px,5vw,48px)}
.demo{background:var(--heed-back);border-block-end:3px double var(--heed);color:var(--heed);padding-block:12px}
.demo p{display:flex;flex-wrap:wrap;gap:4px 16px;align-items:baseline}
.demo strong{font-weight:700;letter-spacing:.01em}
.draft{background:var(--stop-back);border-block-end:6px double var(--stop);color:var(--stop)}
.head{padding-block:20px 0;display:grid;gap:8px}
.kind{color:var(--soft);display:flex;flex-wrap:wrap;gap:4px 24px;justify-content:space-between;
border-block-end:1px solid var(--line);padding-block-end:12px}
.kind b{color:var(--ink);font-weight:600}
nav ul{list-style:none;padding:0;display:flex;flex-wrap:wrap;gap:4px 20px}
nav a{display:inline-block;padding-block:4px;color:var(--soft)}
nav a[aria-current]{color:var(--ink);font-weight:600;text-decoration:none;border-block-end:2px solid var(--deep)}
.flash{list-style:none;padding-inline-start:16px;border-inline-start:4px solid var(--deep);display:grid;gap:4px;
font-size:1.125rem}
.corrects{border:1.5px solid var(--heed);border-radius:6px;padding:12px 16px;max-inline-size:66ch;color:var(--heed);
background:var(--heed-back)}
.choice{list-style:none;padding:0}
.first h1{font-size:1.75rem;line-height:1.3;max-inline-size:none}
.choice a{font-size:1.5rem;font-weight:600;color:var(--deep)}
.hero{padding-block:32px 8px;display:grid;gap:16px}
.lead{max-inline-size:60ch;color:var(--soft);font-size:1.125rem}
section{padding-block:40px 0;display:grid;gap:20px}
section>p,section>ul,section>ol{max-inline-size:66ch}
.hero .pair{margin-block-start:12px}
.pair{display:grid;gap:20px;grid-template-columns:repeat(auto-fit,minmax(min(100%,26rem),1fr))}
.card{background:var(--card);border:1px solid var(--line);border-radius:12px;padding:24px;display:grid;gap:12px;
align-content:start;min-inline-size:0}
.way{border-block-start:4px solid var(--first)}
.way.other{border-block-start:4px dashed var(--second)}
.big{font-size:clamp(2.75rem,2rem + 3vw,4rem);line-height:1;font-weight:300;letter-spacing:-.02em}
.big.words{font-size:2rem;line-height:1.2}
.kind>*{min-inline-size:0}
.unit{font-size:1.125rem;font-weight:400;letter-spacing:0;color:var(--soft)}
.soft{color:var(--soft)}
.wide{overflow-x:auto;border-radius:6px}
table{inline-size:100%;border-collapse:collapse;font-size:.9375rem;line-height:1.4}
.table{min-inline-size:0}
.caption{font-size:.9375rem;line-height:1.4;font-weight:600;padding-block-end:8px}
th,td{padding:8px 12px;text-align:end;vertical-align:top;border-block-end:1px solid var(--line);font-weight:400}
thead th{color:var(--soft);font-size:.8125rem;vertical-align:bottom;border-block-end:2px solid var(--line);
overflow-wrap:normal}
th:first-child,td:first-child{text-align:start;padding-inline-start:0}
th:last-child,td:last-child{padding-inline-end:0}
tbody tr:last-child>*{border-block-end:0}
tr.sum>*{font-weight:600;border-block-start:2px solid var(--line)}
td small{display:block;color:var(--soft);font-size:.8125rem;font-weight:400}
th small{display:block;color:var(--soft);font-size:.8125rem;font-weight:400;white-space:nowrap}
.held{color:var(--soft);font-style:italic}
figure{display:grid;gap:16px;align-content:start;min-inline-size:0}
svg{inline-size:100%;block-size:auto;display:block;overflow:visible}
svg text{font:400 12px "Noto Sans","Noto Sans Arabic",system-ui,"DejaVu Sans",sans-serif;fill:var(--soft);
unicode-bidi:plaintext}
svg .number{fill:var(--ink);font-weight:600;font-size:14px}
svg .base{stroke:var(--line);stroke-width:1}
svg .goal{stroke:var(--soft);stroke-width:1.25;stroke-dasharray:2 5;stroke-linecap:round}
svg .step{fill:none;stroke:var(--first);stroke-width:3;stroke-linejoin:round;stroke-linecap:round}
svg .other .step{stroke:var(--second);stroke-dasharray:9 5}
svg .area{fill:var(--first);opacity:.09}
svg .other .area{fill:var(--second)}
svg .dot{fill:var(--card);stroke:var(--first);stroke-width:3}
svg .other .dot{stroke:var(--second)}
svg .lost{fill:none;stroke:var(--soft);stroke-width:1.5;stroke-dasharray:1 5;stroke-linecap:round}
.line{list-style:none;gap:0;padding-block:12px}
section>.line{max-inline-size:none}
.line li{display:grid;grid-template-columns:minmax(7.5rem,auto) minmax(0,1fr);gap:4px 20px;padding-block:12px;
border-block-end:1px solid var(--line)}
.line li:last-child{border-block-end:0}
.line time{color:var(--soft)}
.said{padding-inline-start:16px;border-inline-start:3px solid var(--line);list-style:none;display:grid;gap:20px}
.said li{display:grid;gap:4px;min-inline-size:0}
blockquote{margin:0;font-size:1.125rem;line-height:1.45}
.said .soft,.source{font-size:.9375rem}
.source{color:var(--soft)}
.said b{font-weight:600}
.mark{display:inline-flex;gap:8px;align-items:baseline;font-weight:600;color:var(--deep)}
.mark i{font-style:normal;border:1.5px solid currentColor;border-radius:6px;min-inline-size:1.6em;line-height:1.35;
text-align:center}
dl{display:grid;gap:4px 20px;grid-template-columns:minmax(7.5rem,auto) minmax(0,1fr)}
dt{color:var(--soft)}
dd{margin:0;min-inline-size:0;display:grid;gap:4px}
dd>div{min-inline-size:0}
.news{max-inline-size:none}
.news small{color:var(--soft)}
ul.read{padding-inline-start:1.2em;display:grid;gap:8px}
code,pre{font:400 .875rem/1.6 "Noto Sans Mono","DejaVu Sans Mono",ui-monospace,monospace;overflow-wrap:anywhere}
pre{white-space:pre-wrap;background:var(--card);border:1px solid var(--line);border-radius:6px;padding:12px 16px}
.hash{word-break:break-all}
footer{margin-block-start:48px;padding-block:20px 48px;border-block-start:1px solid var(--line);color:var(--soft)}
@media (max-width:34rem){.card{padding:20px 16px}table{font-size:.875rem}th,td{padding-inline:3px}
thead th{font-size:.625rem;overflow-wrap:anywhere;hyphens:auto}th small,td small{font-size:.6875rem;white-space:normal}
tbody th,td .held{font-size:.75rem}
.line li,dl{grid-template-columns:minmax(0,1fr)}
dd+dt{margin-block-start:8px}}
@media (max-width:23rem){.sheet{padding-inline:12px}.card{padding-inline:8px}th,td{padding-inline:2px}}
@media print{:root{color-scheme:light;--paper:#fff;--card:#fff;--ink:#000;
--soft:#333;--line:#999;--deep:#000;--first:#000;
--second:#000;--heed:#000;--heed-back:#fff}
body{font-size:10.5pt}.sheet{max-inline-size:none;padding-inline:0}.skip,nav{display:none}
section{padding-block-start:16pt}.card,figure,table,.wide,tr,li,dl{break-inside:avoid}
h2,h3,.caption{break-after:avoid}
.pair{grid-template-columns:1fr 1fr;gap:10pt}.card{padding:10pt}table{font-size:8.5pt}th,td{padding:3pt}
thead th,th small{font-size:7.5pt}dl{grid-template-columns:minmax(5rem,auto) minmax(0,1fr);gap:3pt 8pt}
.wide{overflow:visible}.big{font-size:28pt}h1{font-size:26pt}}
@media (forced-colors:active){svg .step,svg .dot{stroke:CanvasText}svg .area{display:none}}
@page{margin:18mm}
"""
