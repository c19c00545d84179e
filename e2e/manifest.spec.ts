import type { Page } from '@playwright/test'
import { expect, test } from './support/test.ts'

type Picture = {
  src: string
  sizes: string
  type: string
  purpose?: string
  form_factor?: string
  label?: string
}
type Manifest = {
  id: string
  name: string
  lang: string
  dir: string
  start_url: string
  scope: string
  display: string
  icons: Picture[]
  screenshots: Picture[]
  shortcuts: { name: string; url: string; icons: Picture[] }[]
}

/** Screenshots come only to who is asked to install, and then at once. */
const SCREENSHOTS_MAX_BYTES = 200_000

const readManifest = async (page: Page, language: string) => {
  const headers = { 'accept-language': language }
  return (await (await page.request.get('/manifest.webmanifest', { headers })).json()) as Manifest
}

test('the manifest has all that installing asks for, in the language of who asks', async ({ page }) => {
  const manifest = await readManifest(page, 'en')
  expect(manifest).toMatchObject({ id: '/', start_url: '/', scope: '/', display: 'standalone', lang: 'en' })
  for (const purpose of ['any', 'maskable', 'monochrome'])
    expect(manifest.icons.some((icon) => icon.purpose === purpose && icon.sizes === '512x512')).toBe(true)
  expect(manifest.screenshots.map(({ form_factor }) => form_factor)).toContain('wide')
  expect(manifest.shortcuts.map(({ url }) => url)).toContain('/orders')
  expect(await readManifest(page, 'ar')).toMatchObject({ lang: 'ar', dir: 'rtl' })
  await page.goto('/')
  await expect(page.locator('link[rel="manifest"]')).toHaveAttribute('href', '/manifest.webmanifest')
})

test('every picture of the manifest is there and as large as it says', async ({ page }) => {
  await page.goto('/')
  const { icons, screenshots, shortcuts } = await readManifest(page, 'en')
  const pictures = [...icons, ...screenshots, ...shortcuts.flatMap((shortcut) => shortcut.icons)]
  for (const { src, sizes, type } of pictures) {
    const answer = await page.request.get(src)
    expect(answer.headers()['content-type'], src).toContain(type)
    if (sizes === 'any') continue
    const found = await page.evaluate(async (url) => {
      const image = new Image()
      image.src = url
      await image.decode()
      return `${image.naturalWidth}x${image.naturalHeight}`
    }, src)
    expect(found, src).toBe(sizes)
  }
  const bytes = await Promise.all(
    screenshots.map(async ({ src }) => (await (await page.request.get(src)).body()).length),
  )
  expect(bytes.reduce((sum, length) => sum + length, 0)).toBeLessThan(SCREENSHOTS_MAX_BYTES)
})
