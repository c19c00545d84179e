import account from './en/account.json' with { type: 'json' }
import bag from './en/bag.json' with { type: 'json' }
import checkout from './en/checkout.json' with { type: 'json' }
import claims from './en/claims.json' with { type: 'json' }
import contact from './en/contact.json' with { type: 'json' }
import errors from './en/errors.json' with { type: 'json' }
import find from './en/find.json' with { type: 'json' }
import help from './en/help.json' with { type: 'json' }
import home from './en/home.json' with { type: 'json' }
import install from './en/install.json' with { type: 'json' }
import layout from './en/layout.json' with { type: 'json' }
import offline from './en/offline.json' with { type: 'json' }
import orderStatus from './en/order-status.json' with { type: 'json' }
import orders from './en/orders.json' with { type: 'json' }
import payments from './en/payments.json' with { type: 'json' }
import preview from './en/preview.json' with { type: 'json' }
import problems from './en/problems.json' with { type: 'json' }
import push from './en/push.json' with { type: 'json' }
import remind from './en/remind.json' with { type: 'json' }
import sale from './en/sale.json' with { type: 'json' }
import salePage from './en/sale-page.json' with { type: 'json' }
import secondFactor from './en/second-factor.json' with { type: 'json' }
import share from './en/share.json' with { type: 'json' }
import signIn from './en/sign-in.json' with { type: 'json' }
import stock from './en/stock.json' with { type: 'json' }
import ui from './en/ui.json' with { type: 'json' }
import waits from './en/waits.json' with { type: 'json' }

export const en = {
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
