/** Sent to the document once the page's components have mounted: from here on React hears the finger by itself. */
export const MOUNTED_EVENT = 'stampede-mounted'
