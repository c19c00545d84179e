import type { PictureProblem } from './prepare-picture.ts'

/** What went wrong with a picture, and what to do. */
export const PICTURE_PROBLEMS: Record<PictureProblem, string> = {
  empty: 'The file is empty. Choose another one.',
  too_big:
    'The file is larger than 8 MB. Export it smaller (2,000 pixels wide is plenty) and choose it again.',
  not_a_picture:
    'This is not a picture the shop can show. Choose a JPEG, PNG or WebP file; a photo from an iPhone can be exported as JPEG.',
  drawing: 'SVG drawings are not taken. Export it as PNG, 1,600 pixels wide, and choose that.',
  animated: 'Animated pictures are not taken. Choose a still one.',
  too_many_pixels:
    'The picture has more than 60 million pixels. Export it smaller (2,000 pixels wide is plenty).',
  too_small:
    'The picture is too small: it would be blurred on a phone. Choose one of at least 400 × 400 pixels.',
  corrupt:
    'The file is damaged and cannot be read to its end. Save it again from where it came, or choose another one.',
}
