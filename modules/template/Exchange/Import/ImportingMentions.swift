import GRDB
import TemplateSystems

/// Whom the texts of a file mention, by the numbers that they have here or are going to have.
extension Importing {
  mutating func nameMentioned() throws {
    let keys = file.mentions.keys
    guard !keys.isEmpty else { return }
    let known = try KnownRow.all(.alter, of: account, origin: origin, db)
    let coming = file.alters.map(\.key).filter {
      known[$0] == nil && (wishes.bringsBack || !deleted.contains($0, .alter))
    }
    numbers = Set(coming).intersection(keys.values).reduce(into: [:]) { $0[$1] = RowNumber.scattered() }
    let ids = keys.mapValues { known[$0]?.id ?? numbers[$0] ?? Mentions.nobody }
    file.eachText { text in
      text = Mentions.replacing(text) { Mentions.token(ids[$0] ?? $0) }
    }
  }
}
