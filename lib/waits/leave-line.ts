const TIMEOUT_MS = 8000

/** True when one is no longer in that line: left now, left before, or served by now. Never rejects. */
export async function leaveLine(waitId: string): Promise<boolean> {
  try {
    const response = await fetch(`/api/waits/${waitId}`, {
      method: 'DELETE',
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return response.status === 204 || response.status === 404
  } catch {
    // Offline or too slow: one still stands in line, and the page says so.
    return false
  }
}
