import { Wordmark } from '#components/layout/wordmark.tsx'
import { Badge } from '#components/ui/badge.tsx'
import { Button } from '#components/ui/button.tsx'
import { Money, Price } from '#components/ui/money.tsx'
import { Notice } from '#components/ui/notice.tsx'
import { Row, Shelf, Specimen } from './specimen.tsx'

const COLORS = [
  ['bg-paper', 'paper'],
  ['bg-paper-raised', 'raised'],
  ['bg-paper-sunk', 'sunk'],
  ['bg-ink', 'ink'],
  ['bg-ink-soft', 'soft'],
  ['bg-line', 'line'],
  ['bg-line-strong', 'strong'],
  ['bg-hot', 'hot'],
  ['bg-hot-pressed', 'pressed'],
  ['bg-yours', 'yours'],
  ['bg-yours-wash', 'wash'],
  ['bg-held', 'held'],
  ['hatch', 'hatch'],
  ['bg-held-wash', 'wash'],
  ['bg-alert', 'alert'],
  ['bg-alert-wash', 'wash'],
  ['bg-focus', 'focus'],
] as const

const TONES = ['hot', 'ink', 'yours', 'quiet', 'plain'] as const

export function KitBasics() {
  return (
    <Shelf title="Paper and ink">
      <Specimen name="Colours">
        <ul className="grid grid-cols-[repeat(auto-fill,minmax(4rem,1fr))] gap-2">
          {COLORS.map(([fill, name]) => (
            <li key={fill} className="grid gap-1 text-note">
              <span className={`h-12 rounded-card border border-line ${fill}`} />
              {name}
            </li>
          ))}
        </ul>
      </Specimen>
      <Specimen name="Type">
        <Wordmark />
        <p className="poster text-poster">Last boat</p>
        <p className="poster text-heading">What there is</p>
        <p className="text-lead">Small things for the crossing home.</p>
        <p>Everything in this sale was finished this week.</p>
        <p className="text-note text-ink-soft">Plus €4.90 shipping. Held for you 5 minutes.</p>
      </Specimen>
      <Specimen name="Buttons: every tone, large and regular">
        {(['large', 'regular'] as const).map((size) => (
          <Row key={size}>
            {TONES.map((tone) => (
              <Button key={tone} tone={tone} size={size}>
                {tone}
              </Button>
            ))}
            <Button size={size} disabled>
              disabled
            </Button>
          </Row>
        ))}
      </Specimen>
      <Specimen name="Badges">
        <Row>
          {(['ink', 'paper', 'yours', 'held', 'alert'] as const).map((tone) => (
            <Badge key={tone} tone={tone}>
              {tone} 4:59
            </Badge>
          ))}
        </Row>
      </Specimen>
      <Specimen name="Prices: plain, lowered, large, huge, another currency">
        <Row>
          <Price amountCents={7900} currency="EUR" />
          <Price amountCents={7900} wasCents={11000} currency="EUR" />
          <Price amountCents={7990} wasCents={11000} currency="EUR" size="large" />
        </Row>
        <Row>
          <Price amountCents={99_999_999} wasCents={129_999_999} currency="EUR" />
          <Money amountCents={129_900} currency="JPY" className="poster text-price" />
        </Row>
      </Specimen>
      <Specimen name="Notices">
        <Notice title="Plain">One sentence about what is so.</Notice>
        <Notice tone="yours" title="Yours">
          It came back: it is yours for one minute.
        </Notice>
        <Notice tone="held" title="This may be old">
          The shop does not answer. Check the connection; this page keeps asking by itself.
        </Notice>
        <Notice tone="alert" title="Not paid">
          Your bank said no. Nothing was charged: try another card.
        </Notice>
      </Specimen>
      <Specimen name="Right to left">
        <div dir="rtl" lang="ar" className="grid gap-3">
          <p className="poster text-heading">متاح الآن</p>
          <Price amountCents={7900} wasCents={11000} currency="EUR" />
          <Row>
            <Button tone="hot" size="large">
              احجز ١ بسعر ٧٩ €
            </Button>
            <Badge tone="held">محجوز</Badge>
          </Row>
        </div>
      </Specimen>
    </Shelf>
  )
}
