import Crypto
import CryptoExtras
import Foundation

/// Hashes passwords with scrypt (RFC 7914) and checks them.
public struct Passwords: Sendable {
  /// What one hash costs: 2^logN × r × 128 bytes of memory, p times in turn.
  public struct Cost: Sendable, Equatable {
    let logN: Int
    let r: Int
    let p: Int

    /// OWASP's scrypt row for 32 MiB.
    public static let production = Cost(logN: 15, r: 8, p: 3)
    /// For tests and sample people, whose passwords are no secret.
    public static let sample = Cost(logN: 4, r: 8, p: 1)

    /// A stored string may not ask for more than this: a gigabyte.
    var isBearable: Bool { (1...20).contains(logN) && (1...8).contains(r) && (1...16).contains(p) }
    var work: Int { (1 << logN) * r * p }
  }

  let cost: Cost
  /// The places for hashing; nil where nobody else hashes.
  private let places: HashPlaces?

  public init(cost: Cost = .production) {
    self.cost = cost
    places = nil
  }

  init(_ passwords: Passwords, in places: HashPlaces) {
    cost = passwords.cost
    self.places = places
  }

  func hash(_ password: String, as caller: HashPlaces.Caller = .known) throws -> String {
    let salt = Self.random(16)
    return StoredPassword(cost: cost, salt: salt, key: try derive(password, cost, salt, caller)).text
  }

  /// Whether the password is right. Without a stored one it works as long for nothing, so that time doesn't tell who
  /// exists.
  func matches(
    _ password: String, _ stored: String?, as caller: HashPlaces.Caller = .known
  ) throws -> Bool {
    let known = stored.flatMap(StoredPassword.init(text:))
    let expected = known ?? nobodys
    // SymmetricKey compares in constant time.
    let isEqual = try derive(password, expected.cost, expected.salt, caller) == expected.key
    return isEqual && known != nil
  }

  private var nobodys: StoredPassword {
    StoredPassword(cost: cost, salt: Self.random(16), key: SymmetricKey(size: .bits256))
  }

  /// Whether a right password should be hashed anew, because the cost has risen since.
  func isOutdated(_ stored: String) -> Bool {
    (StoredPassword(text: stored)?.cost.work ?? 0) < cost.work
  }

  /// Throws `HashPlaces.full` when too many others hash.
  private func derive(
    _ password: String, _ cost: Cost, _ salt: Data, _ caller: HashPlaces.Caller
  ) throws -> SymmetricKey {
    let key = {
      try KDF.Scrypt.deriveKey(
        from: Data(password.precomposedStringWithCanonicalMapping.utf8), salt: salt, outputByteCount: 32,
        rounds: 1 << cost.logN, blockSize: cost.r, parallelism: cost.p)
    }
    return try places?.hold(for: caller, key) ?? key()
  }

  private static func random(_ count: Int) -> Data {
    var random = SystemRandomNumberGenerator()
    return Data((0..<count).map { _ in random.next() })
  }
}

/// `$scrypt$ln=15,r=8,p=3$SALT$KEY`, as it stands in the database (the PHC string format).
struct StoredPassword {
  let cost: Passwords.Cost
  let salt: Data
  let key: SymmetricKey

  init(cost: Passwords.Cost, salt: Data, key: SymmetricKey) {
    self.cost = cost
    self.salt = salt
    self.key = key
  }

  init?(text: String) {
    let parts = text.split(separator: "$")
    guard parts.count == 4, parts[0] == "scrypt", let cost = Self.cost(parts[1]), cost.isBearable,
      let salt = Data(base64Encoded: String(parts[2])), let key = Data(base64Encoded: String(parts[3]))
    else { return nil }
    self.init(cost: cost, salt: salt, key: SymmetricKey(data: key))
  }

  var text: String {
    let key = key.withUnsafeBytes { Data($0) }
    return "$scrypt$ln=\(cost.logN),r=\(cost.r),p=\(cost.p)"
      + "$\(salt.base64EncodedString())$\(key.base64EncodedString())"
  }

  private static func cost(_ text: Substring) -> Passwords.Cost? {
    let numbers = text.split(separator: ",").map { $0.split(separator: "=").last.flatMap { Int($0) } }
    guard numbers.count == 3, let logN = numbers[0], let r = numbers[1], let p = numbers[2] else {
      return nil
    }
    return Passwords.Cost(logN: logN, r: r, p: p)
  }
}
