import type { MetadataRoute } from 'next'
import { WRITING } from '#lib/languages/languages.ts'
import { getText } from '#lib/languages/request-language.ts'

/** What the home screen shows of the shop, in the language the browser asks for: it asks without cookies. */
export default async function manifest(): Promise<MetadataRoute.Manifest> {
  const t = await getText('install')
  return {
    name: t('appName'),
    short_name: 'Stampede',
    description: t('appDescription'),
    lang: t.language,
    dir: WRITING[t.language].dir,
    id: '/',
    start_url: '/',
    scope: '/',
    display: 'standalone',
    orientation: 'any',
    background_color: '#fbf7f0',
    theme_color: '#fbf7f0',
    categories: ['shopping', 'lifestyle'],
    launch_handler: { client_mode: 'navigate-new' },
    icons: [
      { src: '/icons/icon.svg', sizes: 'any', type: 'image/svg+xml', purpose: 'any' },
      { src: '/icons/icon-192.png', sizes: '192x192', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-512.png', sizes: '512x512', type: 'image/png', purpose: 'any' },
      { src: '/icons/icon-maskable-192.png', sizes: '192x192', type: 'image/png', purpose: 'maskable' },
      { src: '/icons/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
      { src: '/icons/icon-monochrome-512.png', sizes: '512x512', type: 'image/png', purpose: 'monochrome' },
    ],
    shortcuts: [
      shortcut(t('shortcutSales'), '/', 'sales'),
      shortcut(t('shortcutOrders'), '/orders', 'orders'),
      shortcut(t('shortcutReminders'), '/account/notifications', 'reminders'),
    ],
    screenshots: [
      screenshot('sale-narrow', '780x1688', 'narrow', t('pictureNarrow')),
      screenshot('home-narrow', '780x1688', 'narrow', t('pictureHome')),
      screenshot('sale-wide', '1440x900', 'wide', t('pictureWide')),
    ],
  }
}

type Manifest = MetadataRoute.Manifest
type Shortcut = NonNullable<Manifest['shortcuts']>[number]
type Screenshot = NonNullable<Manifest['screenshots']>[number]

function shortcut(name: string, url: string, icon: string): Shortcut {
  return { name, url, icons: [{ src: `/icons/shortcut-${icon}-96.png`, sizes: '96x96', type: 'image/png' }] }
}

/** Taken of the running shop by scripts/take-screenshots.ts. */
function screenshot(file: string, sizes: string, form: 'narrow' | 'wide', label: string): Screenshot {
  return { src: `/screenshots/${file}.webp`, sizes, type: 'image/webp', form_factor: form, label }
}
