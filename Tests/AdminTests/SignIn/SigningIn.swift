import HTTPTypes
import Kit
import KitTesting

extension TestSite {
  /// Signs in. Whoever is told that many are signing in tries again, as people do: after mistakes a place to hash
  /// must have been idle, for as long as the last hash took on this machine.
  func signIn(_ name: String, _ password: String, headers: [String: String] = [:]) -> Answer {
    var answer = post("/sign-in", ["name": name, "password": password], headers: headers)
    while answer.status == .serviceUnavailable {
      answer = post("/sign-in", ["name": name, "password": password], headers: headers)
    }
    return answer
  }
}
