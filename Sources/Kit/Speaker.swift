import Templating

/// Somebody as others see them beside what they wrote: an account, or the alter it spoke as.
public struct Speaker: Sendable, Equatable {
  public let name: String
  /// The account's own name, for a link.
  public let handle: String
  public let pronouns: String
  /// `rrggbb`, or empty.
  public let color: String
  /// The mark of a picture that the Template house keeps, or empty.
  public let picture: String
  /// Where more is said of them, if anywhere.
  public let href: String?

  public init(
    name: String, handle: String, pronouns: String = "", color: String = "", picture: String = "",
    href: String? = nil
  ) {
    self.name = name
    self.handle = handle
    self.pronouns = pronouns
    self.color = color
    self.picture = picture
    self.href = href
  }

  /// Where a picture is, by its mark. Who may not see it gets what nobody gets who asks for none.
  public static func address(ofPicture mark: String) -> String? { mark.isEmpty ? nil : "/pictures/\(mark)" }
}

extension Speaker {
  public var withoutHandle: Speaker {
    Speaker(name: name, handle: "", pronouns: pronouns, color: color, picture: picture, href: href)
  }

  /// Who wrote what an account left behind.
  public static let gone = Speaker(name: "deleted account", handle: "")
}

extension Speaker: Renderable {
  private static let shape = Shape("name", "handle", "pronouns", "color", "initial", "avatar", "href")

  /// Almost every name begins in ASCII, where Unicode need not be asked what a character is.
  private var initial: String {
    guard let first = name.utf8.first else { return "?" }
    guard first >= 0x80 else { return String(Unicode.Scalar(first)).uppercased() }
    return name.first.map { String($0).uppercased() } ?? "?"
  }

  public var value: Value {
    var record = RecordBuilder(Self.shape)
    record.append("name", name)
    record.append("handle", handle)
    record.append("pronouns", pronouns)
    record.append("color", color)
    record.append("initial", initial)
    // Said even when empty: a key that is missing would be looked for in the record outside.
    record.append("avatar", Self.address(ofPicture: picture))
    record.append("href", href)
    return record.value()
  }
}
