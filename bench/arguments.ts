import { Problem } from '../local/problem.ts'

/** What can be asked for. Contestants first, then the figures that are not about one hot item. */
export const CONTESTANTS = [
  'bare-node',
  'fast-lane',
  'next-route',
  'tutorial',
  'fastify-redis',
  'express-redis',
] as const
export const FIGURES = [
  'hot',
  'sold-out',
  'losers',
  'snapshot',
  'hundred',
  'overload',
  'ten-million',
  'hot-row',
] as const
export type ContestantName = (typeof CONTESTANTS)[number]
export type FigureName = (typeof FIGURES)[number]

export type Arguments = {
  rounds: number
  /** Short runs, one round, a tenth of the stored claims: to see that it works, not to be believed. */
  isQuick: boolean
  /** Nothing was left out by --only. */
  isWhole: boolean
  contestants: readonly ContestantName[]
  figures: readonly FigureName[]
  basePort: number
}

const USAGE = `Usage: npm run bench -- [--quick] [--rounds n] [--only name,name] [--port n]
  names: ${CONTESTANTS.join(', ')}; ${FIGURES.join(', ')}`

/** Reads the command line. Throws a Problem for anything it does not know: a mistyped flag must not cost ten minutes. */
export function readArguments(words: readonly string[]): Arguments {
  const rest = [...words]
  let rounds: number | null = null
  let isQuick = false
  let only: string[] | null = null
  let basePort = 24_000
  while (rest.length > 0) {
    const word = rest.shift() ?? ''
    const [flag, inline] = word.includes('=')
      ? [word.split('=', 1)[0], word.slice(word.indexOf('=') + 1)]
      : [word]
    const value = () => {
      const given = inline ?? rest.shift()
      if (given === undefined || given === '') throw new Problem(`${flag} needs a value.\n${USAGE}`)
      return given
    }
    if (flag === '--quick' && inline === undefined) isQuick = true
    else if (flag === '--rounds') rounds = numberFrom('--rounds', value(), 1, 100)
    else if (flag === '--only') only = value().split(',')
    else if (flag === '--port') basePort = numberFrom('--port', value(), 1024, 65_000)
    else throw new Problem(`"${word}" is not known.\n${USAGE}`)
  }
  return {
    rounds: rounds ?? (isQuick ? 1 : 5),
    isQuick,
    isWhole: !isQuick && !only,
    ...chosen(only),
    basePort,
  }
}

function chosen(only: readonly string[] | null): Pick<Arguments, 'contestants' | 'figures'> {
  if (!only) return { contestants: CONTESTANTS, figures: FIGURES }
  const unknown = only.filter((name) => ![...CONTESTANTS, ...FIGURES].some((known) => known === name))
  if (unknown.length > 0) throw new Problem(`There is no "${unknown.join(', ')}".\n${USAGE}`)
  const contestants = CONTESTANTS.filter((name) => only.includes(name))
  const figures = FIGURES.filter((name) => only.includes(name))
  // Contestants alone are compared on the hot item; figures alone are about the fast lane, against bare Node.
  if (figures.length === 0) return { contestants, figures: ['hot'] }
  return { contestants: contestants.length > 0 ? contestants : ['bare-node', 'fast-lane'], figures }
}

function numberFrom(flag: string, text: string, min: number, max: number): number {
  const value = Number(text)
  if (Number.isInteger(value) && value >= min && value <= max) return value
  throw new Problem(`${flag} is "${text}": give a whole number from ${min} to ${max}.\n${USAGE}`)
}
