/**
 * The forms a word takes when small words grow onto it: what to look for besides the word itself. Arabic writes and, so,
 * with, for, like and the article onto the front and owners onto the back (والشهود، شهادتهم); Sorani writes
 * definiteness, plural, owners and "also" onto the back (پێشمەرگەکانیش); Kurmanji and English have endings too.
 *
 * Arabic forms are listed, because its prefixes cannot be found by a prefix search; endings in Sorani, Kurmanji and
 * English are recognised, because the vocabulary can list what begins with a word. All terms are folded (ە is ه, ی is ي).
 */

/** Never offered as a form of another word: they would drown it («عليه» for «علي»). */
const functionWords: ReadonlySet<string> = new Set(
  (
    "عليه عليها عليهم عليك علينا الي اليه اليها اليهم الينا اليك في فيه فيها فيهم فينا من منه منها منهم منا عن عنه عنها عنهم " +
    "له لها لهم لك لنا لي به بها بهم بك بنا بي كما كان كانت كانوا لان لكن لكنه بان فان وان وكان وكانت وقد ولم ولا فلا فلم وفي وعن ومن ومنه " +
    "هذا هذه ذلك التي الذي الذين مع معه معها معهم بين لما بما فما مما كل بكل لكل وكل ان انه انها انهم او ولو لو ما هو هي هم " +
    "له ئهو ئهم كه بو له دا يان وه the an as is it in on of to he her his has had was are"
  ).split(" "),
);

const before = ["ال", "و", "ف", "ب", "ل", "ك", "س", "وال", "فال", "بال", "كال", "لل", "وب", "ول", "فب", "ولل", "وبال"];
const owners = ["ه", "ها", "هم", "نا", "ي", "ك", "هما", "هن", "كم"];
const number = ["ين", "ون", "ات", "ان", "يه", "تين"];
/** Prefixes that already hold the article, longest first: what is behind them is a word for certain. */
const withArticle = ["وبال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال"];
const most = 40;

/**
 * Arabic terms that are this term with something grown on, or with its article taken off. At most 40, without the term
 * itself; empty for a term not in Arabic script. Some are no words: keep what the vocabulary holds.
 */
export function clitics(term: string): string[] {
  if (!/^[\u0620-\u064a\u066e-\u06d3]{2,}$/.test(term)) return [];
  const bare = bareWord(term);
  const forms = [bare, ...before.map((prefix) => prefix + bare)];
  // A word that begins with lam shares it with the preposition: for the committee is للجنة.
  if (bare.startsWith("ل")) forms.push(`ول${bare}`);
  if (bare.length >= 3) forms.push(...endings(bare));
  const found = new Set(forms.filter((form) => form !== term && form.length > 1 && !functionWords.has(form)));
  return [...found].slice(0, most);
}

/** Whether `candidate` is `term` with known endings of Sorani, Kurmanji or English. Both folded; at most 9 letters more. */
export function isInflected(term: string, candidate: string): boolean {
  if (!candidate.startsWith(term) || functionWords.has(candidate) || functionWords.has(term)) return false;
  const rest = candidate.slice(term.length);
  if (rest === "" || rest.length > 9) return false;
  if (/^[a-z]/.test(term))
    return latinEnding.test(rest) && (term.length > 3 || (term.length === 3 && /^e?s$/.test(rest)));
  // One letter alone is no evidence after a short word: عليم is not علي.
  return term.length >= (/^[متنش]$/.test(rest) ? 4 : 2) && soraniEnding.test(rest);
}

/** The word without its article; the term itself when it has none or too little is left. */
function bareWord(term: string): string {
  const prefix = withArticle.find((one) => term.startsWith(one) && term.length - one.length >= 3);
  return prefix === undefined ? term : term.slice(prefix.length);
}

function endings(bare: string): string[] {
  // A closing teh marbuta opens before an ending: شهادة, شهادتها, شهادات.
  const closed = bare.endsWith("ه");
  const stem = closed ? bare.slice(0, -1) : bare;
  const owned = owners.map((owner) => `${stem}${closed ? "ت" : ""}${owner}`);
  const counted = number.map((ending) => stem + ending);
  const definite = ["ين", "ون", "ات"].map((ending) => `ال${stem}${ending}`);
  return [...owned, ...counted, ...definite, `و${stem}${closed ? "ت" : ""}ه`, `وال${stem}ين`];
}

// definite/indefinite/plural · demonstrative · owner · "also", ezafe, copula, postposition: each at most once, in order.
const soraniEnding =
  /^(?!$)(?:(?:ي|ه)?(?:هكان|هكه|كان|كه|ێك|يهك|ان|گهل|ات|هات)?)(?:ه)?(?:ي|م|ت|مان|تان|يان)?(?:ش|يش)?(?:ي|دا|هوه|وه|را|ن|م|ين)?$/;
const latinEnding = /^(?:s|es|ed|ing|e|a|an|en|ek|eke|i|in|eki|eke|ye|ya|yan|yen|k|yek|yeki)$/;
