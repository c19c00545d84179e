const SCRIPT = /<script\b([^>]*)>\s*<\/script>/g
const OURS = /\ssrc="(\/_next\/static\/[^"]+)"/
const IS_ASYNC = /\sasync=""/
const SCRIPT_PRELOAD = /<link rel="preload" as="script"[^>]*\/>/g

/** The bundler's runtime, without which no other file does anything. A bundler that calls it otherwise has it loaded beside the rest. */
const RUNTIME = /\/turbopack-[^/]*$/

/** A file that did not come is asked for again after this time, and then after twice as long each time, up to the longest. */
const AGAIN_MS = 500
const LONGEST_AGAIN_MS = 4000

/** Where nothing is ever painted (a tab opened in the background) the scripts come after this time. */
const UNPAINTED_MS = 1500

/**
 * The page with its scripts asked for once it has been painted, instead of beside its styles, fonts and pictures: on a slow phone
 * the 150 kB of them share the line with what is looked at, and came first often enough to put off the largest paint by a second
 * (docs/decisions/0021-paint-first.md). What these pages say is there to read without a script.
 * Takes and gives whole HTML; a page without such scripts, or without an end, is given back as it is. `nonce`: that of the page's
 * policy, where it has one.
 */
export function paintFirst(html: string, nonce?: string): string {
  const end = html.lastIndexOf('</body>')
  const scripts = [
    ...new Set([...html.matchAll(SCRIPT)].flatMap(([, attributes = '']) => fetched(attributes))),
  ]
  if (end < 0 || scripts.length === 0) return html
  const without = (part: string) =>
    part
      .replace(SCRIPT, (script, attributes: string) => (fetched(attributes).length > 0 ? '' : script))
      .replace(SCRIPT_PRELOAD, '')
  const open = nonce ? `<script nonce="${nonce}">` : '<script>'
  return `${without(html.slice(0, end))}${open}${loader(scripts)}</script>${html.slice(end)}`
}

/** The address of a script that a browser fetches beside everything else; none for any other script. */
function fetched(attributes: string): string[] {
  const src = OURS.exec(attributes)?.[1]
  return src && IS_ASYNC.test(attributes) ? [src] : []
}

/**
 * The browser says when something to read has reached the screen. Where it cannot, two frames: in the first one the page is about to be
 * painted, in the second it has been. React finds the elements by their `src` and `async`, and loads nothing twice.
 *
 * What is cut off in a tunnel is asked for until it comes. The runtime is run last: were it there and another file not, React would
 * give the page up. It is fetched beside the others all the same, and so comes out of the browser's cache then.
 */
function loader(scripts: readonly string[]): string {
  const [runtime, others] = [true, false].map((is) => scripts.filter((src) => RUNTIME.test(src) === is))
  return (
    `((s,r,d)=>{let a=(u,t)=>new Promise(k=>{let e=d.createElement('script');e.src=u;e.async=true;e.onload=k;` +
    `e.onerror=()=>{e.remove();setTimeout(()=>a(u,Math.min(2*t,${LONGEST_AGAIN_MS})).then(k),t)};d.head.append(e)}),` +
    `l=s=>Promise.all(s.map(u=>a(u,${AGAIN_MS}))),` +
    `f=()=>{let o=s.splice(0),n=r.splice(0);n.map(u=>fetch(u).catch(()=>{}));l(o).then(()=>l(n))},` +
    `p=self.PerformanceObserver;if(p?.supportedEntryTypes?.includes('paint'))new p((l,o)=>{` +
    `if(l.getEntriesByName('first-contentful-paint')[0]){o.disconnect();f()}}).observe({type:'paint',buffered:true});` +
    `else requestAnimationFrame(()=>requestAnimationFrame(f));setTimeout(f,${UNPAINTED_MS})})` +
    `(${JSON.stringify(others)},${JSON.stringify(runtime)},document)`
  )
}
