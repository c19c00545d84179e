import { type StructuredData as Data, structuredText } from '#lib/share/structured-data.ts'

/** What the page is about, for machines: data in a script element that is never run, so no policy has to allow it. */
export function StructuredData({ data }: { data: Data }) {
  return (
    <script
      type="application/ld+json"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: structuredText() leaves no mark in it that could end the element
      dangerouslySetInnerHTML={{ __html: structuredText(data) }}
    />
  )
}
