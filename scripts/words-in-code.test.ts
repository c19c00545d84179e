// biome-ignore-all lint/suspicious/noTemplateCurlyInString: what is looked at here is code, written as text
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { wordsInCode } from './words-in-code.ts'

const root = fileURLToPath(new URL('..', import.meta.url))

/** What a shopper sees is written in these; a merchant's screens are in English. */
const FOLDERS = [
  'app/(account)/',
  'app/(shop)/',
  'app/layout.tsx',
  'app/not-found.tsx',
  'components/account/',
  'components/app/',
  'components/bag/',
  'components/checkout/',
  'components/find/',
  'components/help/composer.tsx',
  'components/help/conversation.tsx',
  'components/help/message-bubble.tsx',
  'components/help/message-time.tsx',
  'components/help/outgoing-bubble.tsx',
  'components/help/shopper-help.tsx',
  'components/install/',
  'components/layout/',
  'components/my-orders/',
  'components/offline/',
  'components/order/',
  'components/push/',
  'components/sale/',
  'components/share/',
  'components/ui/',
  'lib/bags/',
  'lib/claims/',
  'lib/help/',
  'lib/orders/',
  'lib/sales/',
  'lib/time/',
  'lib/waits/',
]

/** Words that stay what they are, and why. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  Stampede: 'the name of the shop is a name in every language',
  UTC: 'the name of a time zone, the same in every language',
}

/** What is wrong with a request, for whoever wrote its client: shoppers are told by the problem's code. */
const FOR_CLIENTS = ['lib/claims/post-claim.ts', 'lib/claims/read-claim-request.ts']

const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...FOLDERS], {
  cwd: root,
  encoding: 'utf8',
})
  .split('\n')
  .filter(
    (path) => /\.tsx?$/.test(path) && !/\.test\.ts$|\/testing-/.test(path) && !FOR_CLIENTS.includes(path),
  )

it('no words of ours stand in the code of what a shopper sees', () => {
  expect(files.length).toBeGreaterThan(50)
  const found = files.flatMap((path) =>
    wordsInCode(path, readFileSync(root + path, 'utf8')).filter(({ words }) => !(words in EXCEPTIONS)),
  )
  expect(
    found.map(({ path, line, words }) => `${path}:${line} says "${words}": move it to messages/`),
  ).toEqual([])
})

it.each([
  ['text between tags', '<p>Sold out</p>', ['Sold out']],
  ['text beside a value', '<p>from {price}</p>', ['from']],
  ['a string between tags', "<p>{isOver ? 'Over' : t('open')}</p>", ['Over']],
  ['a template between tags', '<p>{`${count} left`}</p>', ['left']],
  ['what is read out', '<a aria-label="All sales" />', ['All sales']],
  ['what is read out, chosen', "<a aria-label={isIn ? 'Leave' : t('join')} />", ['Leave']],
  ['a label of ours', '<Step label="One less" />', ['One less']],
  ['a title', "export const metadata = { title: 'Not here' }", ['Not here']],
  ['a sentence anywhere', "const KEPT = { busy: 'It is very busy.' }", ['It is very busy.']],
  ['a sentence with a value', 'const words = `${count} of ${all} came back`', ['of … came back']],
])('%s is found', (_what, code, expected) => {
  expect(wordsInCode('a.tsx', code).map(({ words }) => words)).toEqual(expected)
})

it.each([
  ['classes', '<p className="flex min-h-10 items-center">{t(\'left\')}</p>'],
  ['classes with a choice', "<p className={isIn ? 'flex gap-2 text-ink' : `grow ${size} text-note`} />"],
  ['classes in a constant', "const TONES = { ink: 'bg-ink text-paper', quiet: 'border border-line-strong' }"],
  ['a message named by a property', "const BANK = [{ words: 'bankYes' }]"],
  ['names of messages and of states', "t(offer.kind === 'none' ? 'soldOut' : 'claim')"],
  ['signs', '<span>·</span>'],
  ['what only who builds the shop reads', "throw new Error('The sale could not be read.')"],
  ['what only the log reads', "deps.log.warn('Nobody answers here.')"],
  ['where something comes from', "import { a } from 'a b c'"],
  ['SQL', 'sql`select 1 from sales where id = ${id} for update`'],
  ['columns', "db.from('sales').select('id, slug, title')"],
])('%s is not', (_what, code) => {
  expect(wordsInCode('a.tsx', code)).toEqual([])
})
