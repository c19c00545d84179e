/** What the person at the terminal reads; one line each. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`)
}

/** `✓ Postgres 17          127.0.0.1:54322   0.7 s` */
export function sayUp(title: string, where: string, beganAt: number): void {
  const seconds = ((performance.now() - beganAt) / 1000).toFixed(1)
  say(`  ✓ ${title.padEnd(16)} ${where.padEnd(36)} ${seconds.padStart(5)} s`)
}
