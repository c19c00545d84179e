/** Tailwind 4 reads its configuration from the stylesheet (app/globals.css), so this is all there is. */
export default { plugins: { '@tailwindcss/postcss': {} } }
