/** Where the pages of this project are: the check in a browser, the rules, the documents. Ends with `/`. */
export const SITE = "https://clawlint.github.io/clawlint/";
