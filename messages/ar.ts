import account from './ar/account.json' with { type: 'json' }
import bag from './ar/bag.json' with { type: 'json' }
import checkout from './ar/checkout.json' with { type: 'json' }
import claims from './ar/claims.json' with { type: 'json' }
import contact from './ar/contact.json' with { type: 'json' }
import errors from './ar/errors.json' with { type: 'json' }
import find from './ar/find.json' with { type: 'json' }
import help from './ar/help.json' with { type: 'json' }
import home from './ar/home.json' with { type: 'json' }
import install from './ar/install.json' with { type: 'json' }
import layout from './ar/layout.json' with { type: 'json' }
import offline from './ar/offline.json' with { type: 'json' }
import orderStatus from './ar/order-status.json' with { type: 'json' }
import orders from './ar/orders.json' with { type: 'json' }
import payments from './ar/payments.json' with { type: 'json' }
import preview from './ar/preview.json' with { type: 'json' }
import problems from './ar/problems.json' with { type: 'json' }
import push from './ar/push.json' with { type: 'json' }
import remind from './ar/remind.json' with { type: 'json' }
import sale from './ar/sale.json' with { type: 'json' }
import salePage from './ar/sale-page.json' with { type: 'json' }
import secondFactor from './ar/second-factor.json' with { type: 'json' }
import share from './ar/share.json' with { type: 'json' }
import signIn from './ar/sign-in.json' with { type: 'json' }
import stock from './ar/stock.json' with { type: 'json' }
import ui from './ar/ui.json' with { type: 'json' }
import waits from './ar/waits.json' with { type: 'json' }

export const ar = {
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
