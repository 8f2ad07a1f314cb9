/// Who speaks: an account, or one of its alters. What is written keeps of it how it was then.
public struct Voice: Sendable, Hashable {
  public let account: Int64
  public let alter: Int64?
  public let name: String
  public let pronouns: String
  /// `rrggbb`, or empty.
  public let color: String
  /// The mark of a picture that the Template house keeps, or empty.
  public let picture: String

  public init(
    account: Int64, alter: Int64? = nil, name: String, pronouns: String = "", color: String = "",
    picture: String = ""
  ) {
    self.account = account
    self.alter = alter
    self.name = name
    self.pronouns = pronouns
    self.color = color
    self.picture = picture
  }

  /// As a form names it: 0 is the account itself.
  public var key: Int64 { alter ?? 0 }
}
