import { MOUNTED_EVENT } from './mounted-event.ts'

/** Older taps are not made again: whoever tapped has gone on to something else. */
const EARLY_TAP_LIFE_MS = 60_000

/**
 * The text of an inline script that listens from the first byte of a page until its components have mounted. Scripts are asked for
 * after the first paint (docs/decisions/0021-paint-first.md), so on a slow phone there are seconds in which a button can be seen and
 * tapped, and nobody would hear it. It notes every tap on a button, radio or checkbox, shows it as pressed (`data-early`), and makes them again in
 * their order. Not made again: what is gone or disabled by then, and what now says something else than when it was tapped (times aside,
 * which run). Forms with an `action` work without scripts and are left alone; one without would only load the page again, with
 * what was typed in its address, so it is held back until somebody hears it.
 */
export const EARLY_TAPS = [
  '((d)=>{let taps=[],',
  "says=e=>{let c=e.cloneNode(true);for(let t of c.querySelectorAll('time'))t.remove();return c.textContent},",
  "note=v=>{let e=v.target.closest('button,input[type=radio],input[type=checkbox]');",
  "if(!e||e.disabled||e.form&&e.form.hasAttribute('action'))return;",
  "if(e.type=='submit')v.preventDefault();",
  "e.dataset.early='';taps.push({e,said:says(e),on:e.checked,at:Date.now()})};",
  "d.addEventListener('click',note,true);",
  `d.addEventListener('${MOUNTED_EVENT}',async()=>{d.removeEventListener('click',note,true);`,
  // One at a time: what the first one changed is on the screen before the second one is made.
  'for(let t of taps){delete t.e.dataset.early;',
  `t.ok=says(t.e)==t.said&&Date.now()-t.at<${EARLY_TAP_LIFE_MS}}`,
  'for(let{e,on,ok}of taps)if(ok&&e.isConnected&&!e.disabled){',
  // The browser has changed it already: only a change is heard, so it is taken back first.
  'if(e.checked!==undefined)e.checked=!on;',
  'e.click();await new Promise(f=>setTimeout(f))}',
  '},{once:true})})(document)',
].join('')
