export type Message = { subject: string; text: string; html: string }

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`)
}

type Page = {
  /** Also the heading. Plain text, as are the link and the help; `body` is HTML. */
  subject: string
  body: string
  link: { url: string; label: string }
  help: string
}

/** The frame of every mail. Tables and inline styles, because that is what mail programs show alike. */
export function mailPage({ subject, body, link, help }: Page): string {
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;background:#f6f5f1;font:16px/1.5 system-ui,sans-serif;color:#1b1a17">
<div style="max-width:480px;margin:0 auto;padding:32px 24px;background:#fff">
<h1 style="font-size:24px;line-height:1.2;margin:0 0 16px">${escapeHtml(subject)}</h1>
${body}
<p><a href="${escapeHtml(link.url)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:#1b1a17;color:#fff;text-decoration:none;font-weight:600">${escapeHtml(link.label)}</a></p>
<p style="color:#555;font-size:14px">${escapeHtml(help)}</p>
</div>
</body>
</html>
`
}
