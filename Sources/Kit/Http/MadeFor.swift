import HTTPTypes

extension Viewer {
  /// As the forms of a page name whom it was made for; nil on a guest's.
  public var mark: String? { account.map { String($0.id) } }
}

extension Request {
  /// The field, and the part of an address, in which a form brings it back.
  public static let madeFor = "for"

  /// Whose page a form stood on. One with files says it in its address, because its body is read elsewhere.
  public var formOwner: String? {
    if let named = query[Self.madeFor] { return named }
    guard MediaType(header(.contentType) ?? "").essence == "application/x-www-form-urlencoded" else {
      return nil
    }
    return (try? form()).flatMap { $0.fields[Self.madeFor] }
  }

  /// Somebody else has signed in since the page was opened: what its form says is not theirs. What names nobody
  /// comes from a guest's page or a program.
  public var isForAnother: Bool {
    guard method == .post, let mark = viewer.mark else { return false }
    return formOwner.map { $0 != mark } ?? false
  }
}

extension Form {
  /// What a page in between sends on. Whom it is made for, that page says itself.
  public var passedOn: [(name: String, value: String)] { fields.pairs.filter { $0.name != Request.madeFor } }
}
