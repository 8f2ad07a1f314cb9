import Kit

/// The buckets that a try fills: soon a small one of one name from one address, later larger ones of the name from
/// anywhere and of the address with any name. Unknown names count alike. A known browser or session has a bucket of
/// its own, which nobody else can fill; once it is full, it is treated like everybody.
struct Door {
  /// The bucket of a browser that signed in before, or of a session.
  var own: Throttle.Limit?
  /// The buckets of what is tried, emptied by a right try.
  var tried: [Throttle.Limit] = []
  /// The bucket of the account, from wherever it is tried.
  var account: Throttle.Limit?
  /// The bucket of the address.
  var address: Throttle.Limit?
  /// The bucket of right tries: whoever knows the password could otherwise keep workers busy with hashing.
  var right: Throttle.Limit?
  /// The buckets of tries that count whether they were right or not.
  var always: [Throttle.Limit] = []

  /// The buckets that a right try gets back: a family, or a school, has one address.
  var returned: [Throttle.Limit] { [account, address].compactMap(\.self) }
  var everybodys: [Throttle.Limit] { tried + returned + always }
}

extension Door {
  static func signIn(name: String, address: String, device: String? = nil) -> Door {
    let name = AccountName.fold(name)
    return Door(
      own: device.map(password), tried: [pair(name, address)], account: account(name),
      address: mistakes(address), right: right(name))
  }

  /// The password of somebody who is signed in, asked again.
  static func confirm(name: String, address: String, session: Int64) -> Door {
    let name = AccountName.fold(name)
    return Door(
      own: password("session:\(session)"), tried: [pair(name, address)], account: account(name),
      right: right(name))
  }

  /// Eight tries at a million codes: whoever tries has the password, or the session.
  static func code(of user: Int64, from known: String?) -> Door {
    Door(own: known.map { code("\(user):\($0)") }, tried: [code("\(user)")])
  }

  /// Joining and asking for a link cost something each time.
  static func signUp(address: String) -> Door {
    Door(
      address: mistakes(address),
      always: [.init(bucket: "sign-up:\(Network.name(of: address))", free: 30, pause: 60, longest: 900)])
  }

  /// An answer of a passkey can't be guessed; these only keep a program from filling the file.
  static func passkey(address: String) -> Door {
    Door(address: passkeys("answer:\(Network.name(of: address))"))
  }

  static func challenge(_ address: String) -> Throttle.Limit {
    passkeys("challenge:\(Network.name(of: address))")
  }

  private static func passkeys(_ bucket: String) -> Throttle.Limit {
    .init(bucket: "passkey-\(bucket)", free: 200, pause: 1, longest: 60)
  }

  private static func password(_ known: String) -> Throttle.Limit {
    .init(bucket: "known:\(known)", free: 5, pause: 2, longest: 900)
  }

  private static func pair(_ name: String, _ address: String) -> Throttle.Limit {
    .init(bucket: "pair:\(name)@\(Network.name(of: address))", free: 5, pause: 2, longest: 900)
  }

  private static func right(_ name: String) -> Throttle.Limit {
    .init(bucket: "right:\(name)", free: 20, pause: 2, longest: 60)
  }

  private static func account(_ name: String) -> Throttle.Limit {
    .init(bucket: "name:\(name)", free: 40, pause: 1, longest: 30)
  }

  private static func mistakes(_ address: String) -> Throttle.Limit {
    .init(bucket: "address:\(Network.name(of: address))", free: 40, pause: 1, longest: 900)
  }

  private static func code(_ whose: String) -> Throttle.Limit {
    .init(bucket: "code:\(whose)", free: 8, pause: 60, longest: 900)
  }
}

extension Throttle {
  static func forgotten(address: String) -> [Limit] {
    [Limit(bucket: "forgotten:\(Network.name(of: address))", free: 5, pause: 30, longest: 900)]
  }

  /// The mail that one address may get, however many ask for it.
  static func mail(to address: MailAddress) -> [Limit] {
    [Limit(bucket: "mail:\(address.text)", free: 5, pause: 900, longest: 3600)]
  }
}
