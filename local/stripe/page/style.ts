/** The look of the inbox beside it: quiet, light and dark, one column on a phone. */
export const STYLE = `
:root { color-scheme: light dark; --line: light-dark(#e3e1dc, #34322e); --soft: light-dark(#f6f5f2, #1d1c1a);
  --paper: light-dark(#ffffff, #141312); --ink: light-dark(#1d1b18, #f0eee9); --faint: light-dark(#6b665e, #a8a298);
  --good: light-dark(#12663f, #6fd3a0); --bad: light-dark(#a3260c, #ff9b80); --wait: light-dark(#7a5200, #ffca66) }
* { box-sizing: border-box }
body { margin: 0; font: 15px/1.5 system-ui, sans-serif; color: var(--ink); background: var(--paper) }
header { display: flex; flex-wrap: wrap; gap: 4px 16px; align-items: baseline; padding: 16px 20px; border-bottom: 1px solid var(--line) }
h1 { font-size: 18px; margin: 0 } header p { margin: 0; color: var(--faint); font-size: 13px; flex: 1 1 12rem }
header a { color: inherit; font-weight: 600 }
main { max-width: 72rem; margin: 0 auto; padding: 20px; display: grid; gap: 28px; grid-template-columns: minmax(0, 1fr) }
h2 { font-size: 16px; margin: 0 0 10px } h2 small { color: var(--faint); font-weight: 400; margin-left: 6px }
.said { margin: 0; padding: 12px 16px; border-radius: 10px; background: var(--soft); border-left: 4px solid var(--good) }
.said.bad, .storm { border-left-color: var(--bad) }
.storm { margin: 0; padding: 12px 16px; border-radius: 10px; background: var(--soft); border-left: 4px solid var(--bad) }
.rows { list-style: none; margin: 0; padding: 0; border: 1px solid var(--line); border-radius: 10px; overflow: hidden }
.rows > li { display: flex; flex-wrap: wrap; gap: 6px 14px; align-items: center; padding: 10px 14px; border-top: 1px solid var(--line) }
.rows > li:first-child { border-top: 0 }
.what { flex: 1 1 16rem; min-width: 0 } .what strong { font-variant-numeric: tabular-nums }
.what code, .what span { display: block; color: var(--faint); font-size: 13px; overflow-wrap: anywhere }
code { font: 13px/1.5 ui-monospace, monospace }
.state { font-size: 13px; font-weight: 600 } .good { color: var(--good) } .bad { color: var(--bad) } .wait { color: var(--wait) }
.deeds { display: flex; flex-wrap: wrap; gap: 8px }
form { display: flex; gap: 6px; margin: 0 }
button, input { font: inherit; min-height: 36px; border-radius: 8px; border: 1px solid var(--line); background: var(--paper); color: inherit; padding: 4px 12px }
button { font-weight: 600; cursor: pointer } button:hover { background: var(--soft) } button.main { background: var(--ink); color: var(--paper); border-color: var(--ink) }
input[type=text] { width: 6.5rem } :focus-visible { outline: 3px solid light-dark(#1c5fd6, #7fb0ff); outline-offset: 2px }
.chaos { display: grid; gap: 12px } summary { font-size: 16px; font-weight: 700; min-height: 36px; cursor: pointer }
.switches { display: grid; gap: 16px; padding: 16px; border: 1px solid var(--line); border-radius: 10px; background: var(--soft) }
fieldset { border: 0; margin: 0; padding: 0; display: grid; gap: 10px; grid-template-columns: repeat(auto-fill, minmax(min(15rem, 100%), 1fr)) }
legend { font-weight: 600; margin-bottom: 8px; padding: 0 }
label { display: grid; grid-template-columns: 1fr auto; gap: 2px 10px; align-items: center } label span { font-weight: 600 }
label small { color: var(--faint); grid-column: 1 / -1 } label input { width: 7rem }
.empty { padding: 20px; color: var(--faint); text-align: center; border: 1px dashed var(--line); border-radius: 10px; margin: 0 }
`
