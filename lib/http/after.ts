/**
 * Goes on with a value that may still be on its way: at once when it is here. So the same lines answer from memory,
 * without a promise and a turn of the event loop, and from the database.
 */
export function after<T, R>(value: T | Promise<T>, next: (value: T) => R | Promise<R>): R | Promise<R> {
  return value instanceof Promise ? value.then(next) : next(value)
}
