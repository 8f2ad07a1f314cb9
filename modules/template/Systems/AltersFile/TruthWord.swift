/// Yes and no, as people write them and as spreadsheets do in the language they speak. A word that says yes in one
/// language and no in another is not here.
enum TruthWord {
  static func read(_ text: String) -> Bool? {
    let word = text.lowercased()
    if yes.contains(word) { return true }
    return no.contains(word) ? false : nil
  }

  private static let yes: Set<String> = [
    "1", "1.0", "true", "yes", "on", "wahr", "ja", "vrai", "oui", "verdadero", "sí", "verdadeiro", "sim",
    "vero", "sì", "waar", "prawda", "tak", "sant", "sann", "sand", "tosi", "kyllä", "pravda", "igaz", "igen",
    "adevărat", "cert", "doğru", "evet", "αληθησ", "αληθής", "αληθης", "ναι", "истина", "да", "істина", "так",
  ]

  private static let no: Set<String> = [
    "0", "0.0", "false", "no", "off", "falsch", "nein", "faux", "non", "falso", "não", "onwaar", "nee",
    "fałsz", "nie", "falskt", "usann", "falsk", "nej", "nei", "epätosi", "ei", "nepravda", "hamis", "nem",
    "fals", "yanlış", "yanliş", "hayır", "hayir", "ψευδησ", "ψευδής", "ψευδης", "όχι", "ложь", "нет",
    "хибність", "ні",
  ]
}
