import type { Page } from '@playwright/test'
import type { Sql } from 'postgres'
import { signInShopper } from './support/account.ts'
import { openDesk } from './support/desk.ts'
import { expectSound, speak } from './support/looks.ts'
import { makeMerchant, memberOf } from './support/merchants.ts'
import type { SalePlan, TestSale } from './support/sale.ts'
import {
  claimButton,
  claimOne,
  expectPaid,
  openBag,
  openSale,
  pay,
  payButton,
  toBag,
} from './support/shopper.ts'
import { expect, requireEnv, test } from './support/test.ts'

type MakeSale = (plan: SalePlan) => Promise<TestSale>
type Screen = {
  name: string
  open: (page: Page, makeSale: MakeSale, openPhone: () => Promise<Page>, sql: Sql) => Promise<void>
  /** Merchants' screens are in English so far. */
  isMerchants?: boolean
}

const TWO_CUPS: SalePlan = {
  items: [
    { name: 'A cup with a long name that has to wrap somewhere', stock: 4 },
    { name: 'Another cup', stock: 40 },
  ],
}

const ONE_CUP: SalePlan = {
  items: [{ name: 'A cup with a long name that has to wrap somewhere', stock: 1, limitPerShopper: 1 }],
}

const SCREENS: Screen[] = [
  { name: 'home', open: async (page) => void (await page.goto('/')) },
  {
    name: 'sale, live',
    async open(page, makeSale) {
      await openSale(page, await makeSale(TWO_CUPS))
      await expect(claimButton(page)).toBeVisible()
    },
  },
  {
    name: 'sale, upcoming',
    open: async (page, makeSale) =>
      openSale(page, await makeSale({ ...TWO_CUPS, opensInSeconds: 3_600, closesInSeconds: 7_200 })),
  },
  {
    name: 'sale, in line',
    async open(page, makeSale, openPhone) {
      const sale = await makeSale(ONE_CUP)
      await claimOne(await openPhone(), sale)
      await openSale(page, sale)
      await page.getByRole('button', { name: /^All held: tell me/ }).click()
      await expect(page.getByText('You are next in line')).toBeVisible()
    },
  },
  {
    name: 'sale, sold out',
    async open(page, makeSale, openPhone) {
      const [sale, buyer] = [await makeSale(ONE_CUP), await openPhone()]
      await claimOne(buyer, sale)
      await toBag(buyer).click()
      await pay(buyer)
      await expectPaid(buyer)
      await openSale(page, sale)
      await expect(page.getByRole('button', { name: 'Sold out' })).toBeVisible()
    },
  },
  {
    name: 'sale, over',
    async open(page, makeSale) {
      const sale = await makeSale({ ...TWO_CUPS, opensInSeconds: -7_200, closesInSeconds: -3_600 })
      await page.goto(`/sales/${sale.slug}`)
      await expect(page.getByText('It’s over')).toBeVisible()
    },
  },
  {
    name: 'bag, with what came back',
    async open(page, makeSale, openPhone) {
      const [sale, holder] = [await makeSale(ONE_CUP), await openPhone()]
      await claimOne(holder, sale)
      await openSale(page, sale)
      await page.getByRole('button', { name: /^All held: tell me/ }).click()
      await expect(page.getByText('You are next in line')).toBeVisible()
      await openBag(holder, sale)
      await holder.getByRole('button', { name: /^Give back/ }).click()
      await toBag(page).click()
      await expect(page.getByText(/came back: it is yours/)).toBeVisible()
    },
  },
  {
    name: 'bag, empty',
    async open(page, makeSale) {
      await openBag(page, await makeSale(TWO_CUPS))
      await expect(page.getByRole('heading', { name: 'Nothing in here' })).toBeVisible()
    },
  },
  {
    name: 'bag, with mistakes in the form',
    async open(page, makeSale) {
      await claimOne(page, await makeSale(TWO_CUPS))
      await toBag(page).click()
      await payButton(page).click()
      await expect(page.getByText('Enter the name for the parcel.')).toBeVisible()
    },
  },
  {
    name: 'bag, with a kept card',
    async open(page, makeSale) {
      await signInShopper(page.context(), requireEnv('E2E_SHOP_URL'))
      await claimOne(page, await makeSale(TWO_CUPS))
      await toBag(page).click()
      await page.getByRole('checkbox', { name: 'Keep this card for next time' }).check()
      await pay(page)
      await expectPaid(page)
      await claimOne(page, await makeSale(TWO_CUPS))
      await toBag(page).click()
      await expect(payButton(page)).toContainText('with Visa ••4242')
      await page.getByRole('button', { name: /^Remove Visa/ }).click()
    },
  },
  {
    name: 'bag, declined',
    async open(page, makeSale) {
      await claimOne(page, await makeSale(TWO_CUPS))
      await toBag(page).click()
      await pay(page, 'Declines')
      await expect(page.getByText('Not paid')).toBeVisible()
    },
  },
  {
    name: 'order, paid',
    async open(page, makeSale) {
      await claimOne(page, await makeSale(TWO_CUPS))
      await toBag(page).click()
      await pay(page)
      await expectPaid(page)
    },
  },
  { name: 'sign-in', open: async (page) => void (await page.goto('/sign-in')) },
  {
    name: 'dashboard',
    isMerchants: true,
    // A merchant of its own: the demo merchant has the sales of all other tests, and axe reads every element there is.
    async open(page, makeSale, _openPhone, sql) {
      const merchant = await makeMerchant(sql, 'A Maker With Few Sales')
      const mine = { ...TWO_CUPS, merchantId: merchant.id }
      const live = await makeSale(mine)
      await makeSale({ ...mine, opensInSeconds: 3_600, closesInSeconds: 7_200 })
      await makeSale({ ...mine, opensInSeconds: -7_200, closesInSeconds: -3_600 })
      await openDesk(page, '/dashboard', await memberOf(page, sql, [merchant], null))
      await expect(page.getByRole('heading', { name: 'My sales' })).toBeVisible()
      await expect(page.getByRole('article', { name: live.title })).toBeVisible()
      await expect(page.getByRole('article')).toHaveCount(4)
    },
  },
]

for (const screen of SCREENS) {
  test(`${screen.name}: nothing axe finds in light or dark, nothing wider than a phone of 320 px, in any language`, async ({
    page,
    makeSale,
    openPhone,
    sql,
  }) => {
    test.setTimeout(120_000)
    await screen.open(page, makeSale, openPhone, sql)
    await expectSound(page, 'en')
    if (screen.isMerchants) return
    for (const language of ['de', 'ar'] as const) {
      await speak(page, language)
      await expectSound(page, language)
    }
  })
}
