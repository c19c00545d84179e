import { escapeHtml } from '../../html.ts'

/** The newest rows shown of each kind. */
export const ROWS_MAX = 50

type Tone = 'good' | 'bad' | 'wait' | ''

/** A button that does one thing, in a form of its own so that it works without a script. */
export function button(deed: string, id: string, label: string, extra = ''): string {
  return `<form method="post" action="/local/stripe"><input type="hidden" name="do" value="${deed}">
<input type="hidden" name="id" value="${escapeHtml(id)}">${extra}<button>${label}</button></form>`
}

export function state(word: string, tone: Tone): string {
  return `<span class="state ${tone}">${escapeHtml(word.replaceAll('_', ' '))}</span>`
}

/** `strong` and `state` are HTML already, `details` is text. */
export function row(strong: string, details: readonly string[], status: string, deeds = ''): string {
  const lines = details.map((detail) => `<code>${escapeHtml(detail)}</code>`).join('')
  return `<li><div class="what"><strong>${strong}</strong>${lines}</div>${status}<div class="deeds">${deeds}</div></li>`
}

/** A heading and its rows, or a sentence when there are none. */
export function section(title: string, count: number, rows: readonly string[], empty: string): string {
  const shown = count > rows.length ? `newest ${rows.length} of ${count}` : String(count)
  const body = rows.length > 0 ? `<ul class="rows">${rows.join('')}</ul>` : `<p class="empty">${empty}</p>`
  return `<section><h2>${title}<small>${shown}</small></h2>${body}</section>`
}

/** The newest rows of a table, newest first. */
export function newest<Row>(rows: Iterable<Row>): Row[] {
  return [...rows].slice(-ROWS_MAX).reverse()
}

export function timeOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`
}
