import { type Language, WRITING } from './say.ts'
import { clip, oneLine } from './words.ts'

/** What goes to the mail program: the same said twice, because some people see only one of them. */
export type Message = { subject: string; text: string; html: string }

/** A mail as its template writes it: plain text everywhere. {@link renderMail} makes both bodies out of the same blocks. */
export type Mail = {
  /** What its words are written in. */
  language: Language
  subject: string
  /** What a list of mails shows after the subject; never a repetition of it. */
  preview: string
  heading: string
  blocks: Block[]
  button: { label: string; url: string } | null
  /** Small print under the button, a sentence each. */
  notes: string[]
  /** Who signs it. */
  from: string
}

export type Block =
  | { kind: 'text'; text: string }
  /** What something costs: a label and an amount a row; the total stands out. */
  | {
      kind: 'amounts'
      rows: [label: string, amount: string][]
      total: [label: string, amount: string] | null
      /** What the total contains already, such as tax. */
      contains?: [label: string, amount: string]
    }
  | { kind: 'list'; title: string; items: string[] }
  | { kind: 'lines'; title: string; lines: string[] }
  /** What a person wrote, line breaks kept. */
  | { kind: 'quote'; author: string; text: string }
  /** To be typed somewhere else. */
  | { kind: 'code'; code: string }

/** Rows and items of one block; a page of the shop has them all. */
export const ROWS_MAX = 40

export function renderMail(mail: Mail): Message {
  // What keeps a name's direction has no meaning in a line of its own.
  const subject = oneLine(mail.subject.replace(/[\u2068\u2069]/g, ''))
  return { subject: clip(subject, 200), text: textOf(mail), html: htmlOf(mail) }
}

function textOf(mail: Mail): string {
  const parts = [
    mail.heading,
    ...mail.blocks.map(textOfBlock),
    mail.button ? `${mail.button.label}:\n${mail.button.url}` : '',
    mail.notes.join('\n'),
    mail.from,
  ]
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`
}

function textOfBlock(block: Block): string {
  switch (block.kind) {
    case 'text':
      return block.text
    case 'amounts':
      return [
        ...block.rows,
        ...(block.total ? [block.total] : []),
        ...(block.contains ? [block.contains] : []),
      ]
        .map(([label, amount]) => `${label}: ${amount}`)
        .join('\n')
    case 'list':
      return `${block.title}\n${block.items.map((item) => `- ${item}`).join('\n')}`
    case 'lines':
      return [block.title, ...block.lines].join('\n')
    case 'quote':
      return `${block.author}:\n${block.text
        .split('\n')
        .map((line) => `> ${line}`.trimEnd())
        .join('\n')}`
    case 'code':
      return `    ${block.code}`
  }
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

const SOFT = 'color:#534b40'
const BREAK = 'overflow-wrap:anywhere;word-break:break-word'

/** Mail programs know `left` and `right` only, so each frame says which is where its lines start. */
type Side = 'left' | 'right'

function htmlOfBlock(block: Block, start: Side): string {
  switch (block.kind) {
    case 'text':
      return `<p style="margin:0 0 16px;${BREAK}">${withBreaks(block.text)}</p>`
    case 'amounts':
      return `<table role="presentation" width="100%" cellpadding="0" cellspacing="0" class="line" style="margin:0 0 20px;border-top:1px solid #ded3c1;border-collapse:collapse">${[
        ...block.rows.map((row) => amountRow(row, '', start)),
        ...(block.total ? [amountRow(block.total, ';font-weight:700;font-size:18px', start)] : []),
        ...(block.contains ? [amountRow(block.contains, ';font-size:14px', start)] : []),
      ].join('')}</table>`
    case 'list':
      return `<p style="margin:0 0 4px;font-weight:700">${escapeHtml(block.title)}</p><ul style="margin:0 0 20px;padding:0;padding-${start}:20px">${block.items
        .map((item) => `<li style="${BREAK}">${escapeHtml(item)}</li>`)
        .join('')}</ul>`
    case 'lines':
      return `<p style="margin:0 0 20px;${BREAK}"><b>${escapeHtml(block.title)}</b><br>${block.lines.map(escapeHtml).join('<br>')}</p>`
    case 'quote':
      return `<p class="soft" style="margin:0 0 4px;${SOFT};font-size:14px;${BREAK}">${escapeHtml(block.author)}</p><blockquote dir="auto" class="quote" style="margin:0 0 16px;padding:12px 16px;border-radius:10px;background:#f1eadd;${BREAK}">${withBreaks(block.text)}</blockquote>`
    case 'code':
      return `<p dir="ltr" class="quote" style="margin:0 0 20px;padding:16px;border-radius:10px;background:#f1eadd;font-size:32px;line-height:1.2;font-weight:700;letter-spacing:4px;text-align:center">${escapeHtml(block.code)}</p>`
  }
}

function amountRow([label, amount]: [string, string], style: string, start: Side): string {
  const end = start === 'left' ? 'right' : 'left'
  return `<tr><td style="padding:8px 0;padding-${end}:12px;text-align:${start};vertical-align:top;${BREAK}${style}">${escapeHtml(label)}</td><td style="padding:8px 0;text-align:${end};vertical-align:top;white-space:nowrap${style}">${escapeHtml(amount)}</td></tr>`
}

function withBreaks(text: string): string {
  return escapeHtml(text).replaceAll('\n', '<br>')
}

/** Mail programs that know the dark get the shop's dark; the others the paper, in styles that all of them understand. */
const STYLE = `:root{color-scheme:light dark}@media (prefers-color-scheme:dark){body,.page{background:#14110e!important;color:#f7f0e4!important}.soft{color:#bfb4a3!important}.quote{background:#2a241d!important}.line,.foot{border-color:#3a332a!important}}`

/** The frame of every mail. */
function htmlOf({ language, subject, preview, heading, blocks, button, notes, from }: Mail): string {
  const { dir } = WRITING[language]
  const start = dir === 'rtl' ? 'right' : 'left'
  const link = button
    ? `<p style="margin:8px 0 24px"><a href="${escapeHtml(button.url)}" style="display:inline-block;padding:14px 22px;border-radius:10px;background:#ff4d00;color:#16130f;text-decoration:none;font-weight:700">${escapeHtml(button.label)}</a></p>`
    : ''
  const small = notes.map((note) => `<p style="margin:0 0 8px;${BREAK}">${escapeHtml(note)}</p>`).join('')
  return `<!doctype html>
<html lang="${language}" dir="${dir}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title><style>${STYLE}</style></head>
<body class="page" style="margin:0;background:#fbf7f0;color:#16130f;font:16px/1.5 system-ui,-apple-system,'Segoe UI',sans-serif">
<div style="display:none;max-height:0;overflow:hidden">${escapeHtml(preview)}</div>
<div style="max-width:560px;margin:0 auto;padding:32px 20px 40px">
<h1 style="margin:0 0 16px;font-size:26px;line-height:1.2;${BREAK}">${escapeHtml(heading)}</h1>
${blocks.map((block) => htmlOfBlock(block, start)).join('\n')}
${link}
<div class="foot soft" style="border-top:1px solid #ded3c1;padding-top:16px;font-size:14px;${SOFT}">${small}<p style="margin:0;font-weight:700;${BREAK}">${escapeHtml(from)}</p></div>
</div>
</body>
</html>
`
}
