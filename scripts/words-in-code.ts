import ts from 'typescript'

export type WordsInCode = { path: string; line: number; words: string }

/** Attributes that are read by people, of elements and of our own components. */
const READ =
  /^(aria-(label|description|roledescription|valuetext)|alt|title|placeholder|label|hint|description|words)$/
const READ_PROPERTIES = /^(alt|title|label|description|words)$/
/** The name of a message, where a property names one. */
const KEY = /^\p{Ll}\p{L}*$/u
const LETTER = /\p{L}/u
/** Two words and more with a capital or the marks of a sentence: not a list of classes, of columns or of keys. */
const SENTENCE = /^(?=.*\p{Ll})\p{Lu}\p{L}*[’'\p{L}]* +\p{L}|\p{L}+ \p{L}+( \p{L}+)*[.?!…]$/u
/** Between values a template says words when two of them stand side by side without the dashes and colons of classes. */
const TEMPLATE_WORDS = /(^|\s)\p{L}+ \p{L}+(\s|$)/u

/**
 * The words a file says to people by itself instead of by a message: text in JSX, strings in what is read out, and sentences
 * anywhere else. What is thrown or logged is for whoever runs the shop.
 */
export function wordsInCode(path: string, code: string): WordsInCode[] {
  const source = ts.createSourceFile(path, code, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  return spoken(source, false).flatMap(({ node, text }) => {
    const words = text.replace(/\s+/g, ' ').trim()
    const line = source.getLineAndCharacterOfPosition(node.getStart(source)).line + 1
    return LETTER.test(words) ? [{ path, line, words }] : []
  })
}

type Spoken = { node: ts.Node; text: string }

/** `isRead`: a plain string here is read by people, however short it is. */
function spoken(node: ts.Node, isRead: boolean): Spoken[] {
  if (isForOthers(node)) return []
  if (ts.isJsxText(node)) return [{ node, text: node.text }]
  if (ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node))
    return isRead || SENTENCE.test(node.text) ? [{ node, text: node.text }] : []
  if (ts.isTemplateExpression(node)) return spokenTemplate(node, isRead)
  if (ts.isPropertyAssignment(node)) {
    const isKey = ts.isStringLiteral(node.initializer) && KEY.test(node.initializer.text)
    return isKey ? [] : spoken(node.initializer, READ_PROPERTIES.test(node.name.getText()))
  }
  if (ts.isConditionalExpression(node))
    return [
      ...spoken(node.condition, false),
      ...spoken(node.whenTrue, isRead),
      ...spoken(node.whenFalse, isRead),
    ]
  return childrenOf(node).flatMap((child) => spoken(child, isReadIn(node, isRead)))
}

function spokenTemplate(node: ts.TemplateExpression, isRead: boolean): Spoken[] {
  const texts = [node.head.text, ...node.templateSpans.map((span) => span.literal.text)]
  const inside = node.templateSpans.flatMap((span) => spoken(span.expression, false))
  if (!isRead && !texts.some((part) => TEMPLATE_WORDS.test(part))) return inside
  const text = texts
    .map((part) => part.trim())
    .join(' … ')
    .replace(/^ … | … $/g, '')
  return [{ node, text }, ...inside]
}

/** Whether the strings right inside this node are read by people, where it stands in what is (or is not). */
function isReadIn(node: ts.Node, isRead: boolean): boolean {
  if (ts.isJsxAttribute(node)) return READ.test(node.name.getText())
  if (ts.isJsxExpression(node)) return isRead || !ts.isJsxAttribute(node.parent)
  // The arguments of a call are keys and states; what it says is looked at where that is made.
  if (ts.isCallExpression(node)) return false
  return isRead && !ts.isJsxElement(node) && !ts.isJsxSelfClosingElement(node) && !ts.isJsxFragment(node)
}

function childrenOf(node: ts.Node): ts.Node[] {
  const children: ts.Node[] = []
  ts.forEachChild(node, (child) => void children.push(child))
  return children
}

/** Classes, types, imports, comparisons, SQL, errors and the log: nothing of it is shown to a shopper. */
function isForOthers(node: ts.Node): boolean {
  if (ts.isImportDeclaration(node) || ts.isTypeNode(node) || ts.isTaggedTemplateExpression(node)) return true
  if (ts.isJsxAttribute(node)) return node.name.getText() === 'className'
  if (ts.isBinaryExpression(node)) return COMPARISONS.has(node.operatorToken.kind)
  if (ts.isNewExpression(node)) return /Error$/.test(node.expression.getText())
  return ts.isCallExpression(node) && /(^|\.)log\.|^getLog\(|Error$|^problem$/.test(node.expression.getText())
}

const COMPARISONS = new Set<ts.SyntaxKind>([
  ts.SyntaxKind.EqualsEqualsEqualsToken,
  ts.SyntaxKind.ExclamationEqualsEqualsToken,
])
