export const WORDS = {
  offer: 'Put the shop on your home screen',
  offerDetail: 'It opens at once, tells you when a sale opens, and shows what you hold without a network.',
  install: 'Add it',
  show: 'Show me how',
  later: 'Not now',
  iosTitle: 'On your home screen',
  iosShare: 'Tap Share in the browser’s bar. Where there is none, tap ••• first.',
  iosAdd: 'Scroll down and tap Add to Home Screen.',
  iosOpen: 'Tap Add, then open Stampede from your home screen.',
  done: 'Understood',
} as const
