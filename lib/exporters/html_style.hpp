// The style sheet of the HTML report: one accent colour, light and dark, screen and A4 paper. All
// text has a contrast of at least 4.5 to its ground (WCAG 2.2 AA) in both themes.
#pragma once
#include <string_view>

namespace cmt::exporters {

inline constexpr std::string_view kHtmlStyle = R"css(
:root {
  color-scheme: light dark;
  --paper: #fcfbf8; --ink: #1f1e1b; --quiet: #63605a; --rule: #dcd8cf; --track: #eeebe4;
  --accent: #0a5f5c;
  --s0: #a9cfca; --s1: #84b7b2; --s2: #5d9d98; --s3: #2f807c; --s4: #0a5f5c; --s5: #063e3d;
}
@media screen and (prefers-color-scheme: dark) {
  :root {
    --paper: #171816; --ink: #e9e6df; --quiet: #a8a49b; --rule: #3a3a36; --track: #262724;
    --accent: #74c4bc;
    --s0: #22514e; --s1: #31706b; --s2: #428f88; --s3: #58aaa2; --s4: #74c4bc; --s5: #b4e2dc;
  }
}
* { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
  margin: 0; background: var(--paper); color: var(--ink);
  font: 1rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Vazirmatn",
    "Noto Sans Arabic", "Helvetica Neue", Arial, Tahoma, "DejaVu Sans", sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: break-word;
}
header, main, footer { max-width: 66rem; margin: 0 auto; padding: 0 1.25rem; }
header { padding-top: 3.5rem; }
h1, h2, p, ul, dl, dd, figure { margin: 0; padding: 0; }
ul { list-style: none; }
h1 { font-size: clamp(2rem, 1.4rem + 2.6vw, 3rem); line-height: 1.12; font-weight: 650;
  letter-spacing: -0.02em; text-wrap: balance; }
h2 { font-size: 1.375rem; line-height: 1.3; font-weight: 620; letter-spacing: -0.008em; }
:lang(fa) h1, :lang(fa) h2, :lang(ar) h1, :lang(ar) h2, :lang(ur) h1, :lang(ur) h2,
:lang(fa) .figures .value, :lang(ar) .figures .value { letter-spacing: 0; }
.skip { position: absolute; inset-inline-start: -100vw; }
.skip:focus { inset-inline-start: 1.25rem; top: 0.75rem; padding: 0.5rem 0.75rem;
  background: var(--accent); color: var(--paper); }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 3px; }
.organization { margin-bottom: 0.5rem; color: var(--accent); font-weight: 600; }
.facts { display: flex; flex-wrap: wrap; gap: 1rem 3rem; margin-top: 2rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
dt { color: var(--quiet); font-size: 0.875rem; }
section { margin-top: 4rem; }
section > p, .caption { max-width: 42rem; }
.caption { margin-top: 0.375rem; color: var(--quiet); }
.note { margin-top: 0.875rem; color: var(--quiet); font-size: 0.875rem; }
.figures { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(100%, 8.5rem), 1fr));
  gap: 2.25rem 1.5rem; margin-top: 1.5rem; }
@media (min-width: 44rem) { .figures { grid-template-columns: repeat(3, 1fr); column-gap: 2rem; } }
.figures li { display: flex; flex-direction: column; padding-top: 0.75rem;
  border-top: 2px solid var(--ink); }
.figures .value { font-size: clamp(2rem, 1.6rem + 1.8vw, 2.5rem); line-height: 1.1; font-weight: 600; letter-spacing: -0.025em; }
.figures .value { word-spacing: -0.15em; }
.figures .unit { display: inline-block; word-spacing: 0; font-size: 1rem; font-weight: 400;
  letter-spacing: 0; color: var(--quiet); }
.figures .none { color: var(--quiet); font-weight: 400; }
.figures .name { margin-top: 0.375rem; font-weight: 560; line-height: 1.35; }
.figures .detail { margin-top: 0.125rem; color: var(--quiet); font-size: 0.875rem; }
.figures .gauge { margin-top: 0.75rem; }
.pair { display: grid; grid-template-columns: minmax(0, 1fr); gap: 1.5rem 3.5rem;
  margin-top: 1.5rem; align-items: start; }
@media (min-width: 56rem) {
  .pair.beside { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
}
.scroll { overflow-x: auto; }
.alone { margin-top: 1.5rem; }
.figures + .alone { margin-top: 3rem; }
table { width: 100%; border-collapse: collapse; font-size: 0.9375rem; line-height: 1.4; }
caption { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
th, td { padding: 0.5rem 0; padding-inline-end: 1.5rem; text-align: start; vertical-align: top;
  border-bottom: 1px solid var(--rule); font-weight: 400; }
th:last-child, td:last-child { padding-inline-end: 0; }
@media (max-width: 40rem) {
  table { font-size: 0.875rem; }
  th, td { padding-inline-end: 0.875rem; }
  .measures table { min-width: 34rem; }
}
thead th { vertical-align: bottom; color: var(--quiet); font-size: 0.875rem;
  border-bottom: 1px solid var(--ink); }
tfoot th, tfoot td { font-weight: 620; border-top: 1px solid var(--ink); border-bottom: 0; }
.fold { accent-color: var(--accent); margin: 0; margin-inline-end: 0.5rem; }
.fold + label { color: var(--accent); font-size: 0.875rem; cursor: pointer; }
.fold, .fold + label { vertical-align: middle; }
@media screen { .fold:not(:checked) ~ .scroll tbody tr:nth-last-child(n+13) { display: none; } }
.number { text-align: right; }
td.number, .date, .id, .short { white-space: nowrap; }
.id { color: var(--quiet); }
td .note, th .note { display: block; margin-top: 0.125rem; }
summary { cursor: pointer; color: var(--accent); font-size: 0.875rem; }
details p { font-size: 0.875rem; color: var(--quiet); }
.legend { display: flex; flex-wrap: wrap; gap: 0.375rem 1.25rem; margin-bottom: 0.75rem;
  font-size: 0.875rem; color: var(--quiet); }
.chart, .gauge { display: block; overflow: visible; }
.chart text { font-size: 0.8125rem; fill: var(--ink); }
.chart .tick { fill: var(--quiet); font-size: 0.75rem; }
.track { fill: var(--track); }
.mark { fill: var(--accent); }
.part { stroke: var(--paper); stroke-width: 1.5; }
.axis { stroke: var(--quiet); }
.grid { stroke: var(--rule); }
.s0 { fill: var(--s0); } .s1 { fill: var(--s1); } .s2 { fill: var(--s2); }
.s3 { fill: var(--s3); } .s4 { fill: var(--s4); } .s5 { fill: var(--s5); }
.l0, .l1, .l2 { stroke-width: 2.25; stroke-linecap: round; }
.l0 { stroke: var(--accent); } .p0 { fill: var(--accent); }
.l1 { stroke: var(--ink); stroke-dasharray: 6 5; } .p1 { fill: var(--ink); }
.l2 { stroke: var(--quiet); stroke-dasharray: 1 5; } .p2 { fill: var(--quiet); }
.centre { stroke: var(--quiet); stroke-width: 1.25; }
.limit { stroke: var(--quiet); stroke-width: 1.25; stroke-dasharray: 4 3; }
.signal { fill: none; stroke: var(--ink); stroke-width: 2; }
.notes { margin-top: 0.75rem; max-width: 42rem; }
.notes li { padding-inline-start: 1.25rem; position: relative; margin-top: 0.5rem; }
.notes li::before { content: "\2013"; position: absolute; inset-inline-start: 0;
  color: var(--quiet); }
footer { margin-top: 5rem; padding-bottom: 4rem; font-size: 0.875rem; color: var(--quiet); }
footer h2 { padding-top: 1.25rem; border-top: 1px solid var(--rule); font-size: 1rem;
  color: var(--ink); }
footer dl { display: grid; grid-template-columns: max-content minmax(0, 1fr);
  gap: 0.375rem 1.5rem; margin-top: 0.75rem; }
footer p { max-width: 46rem; margin-top: 1rem; }
code { font: 0.8125rem/1.5 ui-monospace, "SF Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace;
  color: var(--ink); overflow-wrap: anywhere; }
a { color: var(--accent); text-underline-offset: 0.2em; }
nav ul { list-style: none; }
.site { border-bottom: 1px solid var(--rule); font-size: 0.875rem; }
.site ul { max-width: 66rem; margin: 0 auto; padding: 0.5rem 1.25rem; display: flex;
  flex-wrap: wrap; gap: 0 1.25rem; }
.site a { display: inline-block; padding: 0.25rem 0; line-height: 1.5; color: var(--quiet);
  text-decoration: none; white-space: nowrap; }
.site a:hover { color: var(--ink); text-decoration: underline; }
.site a[aria-current] { color: var(--ink); font-weight: 620;
  box-shadow: inset 0 -2px 0 var(--accent); }
.site + header { padding-top: 2.5rem; }
@media (max-width: 40rem) {
  .site ul { flex-wrap: nowrap; overflow-x: auto; scroll-padding: 1.25rem; }
}
.board { display: grid; grid-template-columns: minmax(0, 1fr); gap: 0 3.5rem; }
@media (min-width: 56rem) {
  .board { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); }
  .board > .wide { grid-column: 1 / -1; }
}
.board section { margin-top: 3rem; }
.board figure { margin-top: 1.25rem; }
.board details { margin-top: 0.75rem; }
.board details .scroll { margin-top: 0.75rem; }
.pages ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 17rem), 1fr));
  gap: 1.25rem 2rem; margin-top: 1.25rem; }
.pages li { padding-top: 0.625rem; border-top: 1px solid var(--rule); }
.pages a { font-weight: 560; }
.pages p { color: var(--quiet); font-size: 0.875rem; }
.months h3 { margin: 1.25rem 0 0.5rem; font-size: 1rem; font-weight: 620; }
.months ul { display: grid; grid-template-columns: repeat(auto-fill, minmax(8.5rem, 1fr));
  gap: 0.25rem 1rem; }
.months a { display: inline-block; padding: 0.125rem 0; line-height: 1.5; }
.months span { color: var(--quiet); font-size: 0.875rem; }
.turn ul { display: flex; flex-wrap: wrap; justify-content: space-between; gap: 0.5rem 2rem; }
.turn a { display: inline-block; padding: 0.125rem 0; line-height: 1.5; }
@page { size: A4; margin: 18mm 16mm 20mm; }
@media print {
  :root { --paper: #fff; --ink: #000; --quiet: #4a4a4a; --rule: #bbb; --track: #e8e8e8; }
  html { font-size: 9.5pt; }
  body { background: none; }
  header, main, footer { max-width: none; padding: 0; }
  header { padding-top: 0; }
  .skip, nav, .pages, .months, summary, details, .fold, .fold + label { display: none; }
  .board { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 0 8mm; }
  .board > .wide { grid-column: 1 / -1; }
  .board section { margin-top: 7mm; break-inside: avoid; }
  .site + header { padding-top: 0; }
  section { margin-top: 9mm; }
  footer { margin-top: 10mm; }
  .figures { grid-template-columns: repeat(3, 1fr); gap: 6mm; }
  .figures .value { font-size: 20pt; }
  .pair.beside { grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: 8mm; }
  h2, .caption { break-after: avoid; }
  table, figure, tr, .figures li, .pair, .caption, footer dl { break-inside: avoid; }
  .measures table, .long, .long table { break-inside: auto; }
  .measures { break-before: avoid; }
  thead { display: table-header-group; }
  tfoot { display: table-row-group; }
  .scroll { overflow: visible; }
}
)css";

// For reports whose rows are sentences.
inline constexpr std::string_view kProseStyle = R"css(
.prose article { padding: 1rem 0; border-top: 1px solid var(--rule); break-inside: avoid; }
.prose h3 { margin: 0; font-size: 1rem; font-weight: 620; }
.prose h3 span + span { margin-inline-start: 0.75rem; }
.prose dl { display: grid; grid-template-columns: 9rem minmax(0, 1fr); gap: 0.25rem 1.5rem; margin-top: 0.5rem;
  max-width: 54rem; }
.prose dd { overflow-wrap: anywhere; }
@media (max-width: 40rem) { .prose dl { grid-template-columns: minmax(0, 1fr); } .prose dd { margin-bottom: 0.5rem; } }
)css";

}  // namespace cmt::exporters
