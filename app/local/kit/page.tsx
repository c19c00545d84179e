import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { Kit } from '#components/kit/kit.tsx'
import { readThemeColors, type Theme } from '#lib/colors/theme-colors.ts'
import { getEnv } from '#lib/env.ts'
import { CATALOGUE } from '#lib/languages/messages.ts'
import { Texts } from '#lib/languages/texts.tsx'
import type { Namespace } from '#lib/languages/translator.ts'
import { listHome } from '#lib/sales/search.ts'
import { databaseNowMs } from '#lib/time/database-clock.ts'

export const metadata: Metadata = { title: 'Kit', robots: { index: false } }
export const dynamic = 'force-dynamic'

const NAMESPACES = Object.keys(CATALOGUE.en) as Namespace[]

/** Every primitive in every state, in both themes. Only where the shop runs with the local cloud: elsewhere there is no such page. */
export default async function KitPage() {
  if (getEnv().stripeApiBase === null) notFound()
  const css = await readFile(join(process.cwd(), 'app', 'globals.css'), 'utf8')
  const themes = readThemeColors(css)
  const nowMs = databaseNowMs()
  const { live, upcoming, ended } = await listHome()
  return (
    <Texts of={NAMESPACES}>
      <style>{blockOf('light', themes.light) + blockOf('dark', themes.dark)}</style>
      <Kit sales={[...live.sales, ...upcoming.sales, ...ended.sales]} nowMs={nowMs} />
    </Texts>
  )
}

/** One theme on a part of the page, whatever the system asks for: the very colours of the stylesheet. */
function blockOf(theme: Theme, colors: Readonly<Record<string, string>>): string {
  const lines = Object.entries(colors).map(([name, value]) => `--color-${name}:${value}`)
  return `.kit-${theme}{color-scheme:${theme};${lines.join(';')}}`
}
