import account from './de/account.json' with { type: 'json' }
import bag from './de/bag.json' with { type: 'json' }
import checkout from './de/checkout.json' with { type: 'json' }
import claims from './de/claims.json' with { type: 'json' }
import contact from './de/contact.json' with { type: 'json' }
import errors from './de/errors.json' with { type: 'json' }
import find from './de/find.json' with { type: 'json' }
import help from './de/help.json' with { type: 'json' }
import home from './de/home.json' with { type: 'json' }
import install from './de/install.json' with { type: 'json' }
import layout from './de/layout.json' with { type: 'json' }
import offline from './de/offline.json' with { type: 'json' }
import orderStatus from './de/order-status.json' with { type: 'json' }
import orders from './de/orders.json' with { type: 'json' }
import payments from './de/payments.json' with { type: 'json' }
import preview from './de/preview.json' with { type: 'json' }
import problems from './de/problems.json' with { type: 'json' }
import push from './de/push.json' with { type: 'json' }
import remind from './de/remind.json' with { type: 'json' }
import sale from './de/sale.json' with { type: 'json' }
import salePage from './de/sale-page.json' with { type: 'json' }
import secondFactor from './de/second-factor.json' with { type: 'json' }
import share from './de/share.json' with { type: 'json' }
import signIn from './de/sign-in.json' with { type: 'json' }
import stock from './de/stock.json' with { type: 'json' }
import ui from './de/ui.json' with { type: 'json' }
import waits from './de/waits.json' with { type: 'json' }

export const de = {
  account,
  bag,
  checkout,
  claims,
  contact,
  errors,
  find,
  help,
  home,
  install,
  layout,
  offline,
  orderStatus,
  orders,
  payments,
  preview,
  problems,
  push,
  remind,
  sale,
  salePage,
  secondFactor,
  share,
  signIn,
  stock,
  ui,
  waits,
}
