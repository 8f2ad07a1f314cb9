import Crypto
import Foundation
import Templating
import Testing

@testable import Admin

@Suite struct QRCodeTests {
  /// Made by another encoder, qrcode on PyPI.
  @Test func `a short text gives the matrix that others give`() throws {
    #expect(
      try picture(#require(QRCode("Rowhouse", mask: 3))) == """
        #######.#####.#######
        #.....#.##..#.#.....#
        #.###.#....##.#.###.#
        #.###.#.###...#.###.#
        #.###.#...#...#.###.#
        #.....#..##...#.....#
        #######.#.#.#.#######
        ........#............
        #.##.###......#..#.##
        .####..##...##.###..#
        ##..###..##.####..###
        ####........##.#.#.##
        .###.###.#.#...#.#...
        ........#.#..#.##..##
        #######.##...######..
        #.....#.#..####..##..
        #.###.#....#..##.##..
        #.###.#.#.#..#.#..##.
        #.###.#.####.#....#..
        #.....#...###.###...#
        #######.#####..#..#..
        """)
  }

  /// Full to the last byte, the mask given: SHA-256 of what qrcode draws.
  @Test(arguments: [
    (14, 1, "f66bc3755241976d5b49f38a2269c81b7da000bb03505b0baa34eab0ce2cb724"),
    (26, 2, "3eb076dddb66bf7475a8f305812632f490a5dc3f5e6e5df23fed0a47881c4351"),
    (42, 3, "da647a6e324af743b9e5132bda461f627b9126964aa679206b018790720b3bd6"),
    (62, 4, "f7f35e054ec5478e53949ced745c21b8b4945d0d9922a71e7b5583e6e2e567f2"),
    (84, 5, "f86468403c397e74a3637dc167dc8db3cf955389dbfae4ae6ea53daf96f12c5a"),
    (106, 6, "34263172d116c1c6269194e3d6450839fffd937d291d54420a97806277040281"),
    (122, 7, "07c0d35d46ed2a6f4975db02ec9568f4fdc1bf11c88ca90f923a80a618434d2b"),
    (152, 0, "92ce3c80e6516526deb875fca9b805a4ddeed0275386f085485e8963b9c3094d"),
    (180, 1, "8225964394b00d3d9be9cd50edad401b519f9362f5cd1bdc494aa53e638e1dda"),
    (213, 2, "f0db8fc4a0e0a55d817752146d84618c68d0a07bc342c78991f43fc0534cfe0d"),
    (251, 3, "4d06a25182c25ab5310bdab8401276277403f6f2ee1b95c4620b5982a101707f"),
    (287, 4, "5c8af7420da6371d72fbc9ec91212bd7930736511b37b14c962990121f363bec"),
    (331, 5, "700085975d8602888f674596b7726910b898596c4c3aabcdb825a4eba465f4f7"),
    (362, 6, "0331a5beda92f05281fc82637a146dd6f7bf388415d9b97d12efe7081f0de305"),
    (412, 7, "48a4997e9bbde7a4f79e6cf38536522d923ac6beb65966202da6e845a8bf9fbb"),
    (450, 0, "2d92d052f82cb8b4aef56b7f10172b47c5fe4cea1512179af3a200d8988259b7"),
    (504, 1, "125451c0ecf7a3a432618a18bbb26fa6b904eec44879609ac58ae623fcf89857"),
    (560, 2, "0f6d54c451c5476915dcf8e9aed090772f98b21a4ebd8b5ffe6b0a281233be3a"),
    (624, 3, "a84cc3d484f421fc1bffb545f88c3fc51985a2a1259c664b1a7ca61904eb371c"),
    (666, 4, "9fef91927f10e747b80cb7059f5e28f001cd12f542819a2fc0fbc34735a55bac"),
  ])
  func `every version gives the matrix that others give`(bytes: Int, mask: Int, hash: String) throws {
    let text = String(String(repeating: "otpauth:", count: 90).prefix(bytes))
    let drawn = try picture(#require(QRCode(text, mask: mask)))

    #expect(SHA256.hash(data: Data(drawn.utf8)).map { String(format: "%02x", $0) }.joined() == hash)
  }

  @Test func `a text that is too long gives no code`() {
    #expect(QRCode(String(repeating: "a", count: 666)) != nil)
    #expect(QRCode(String(repeating: "a", count: 667)) == nil)
  }

  @Test func `the mask that is taken is the easiest to read`() throws {
    let chosen = try #require(QRCode("Rowhouse"))
    let all = try (0..<8).map { try #require(QRCode("Rowhouse", mask: $0)) }

    #expect(all.map(\.penalty).min() == chosen.penalty)
    #expect(all.map(picture).contains(picture(chosen)))
  }

  @Test func `the image has a light margin of four modules`() throws {
    let image = try #require(QRCode("Rowhouse")).svg(label: "QR code").string

    #expect(image.contains("viewBox=\"0 0 29 29\""))
    #expect(image.contains("d=\"M4 4h7v1h-7z"))
  }

  private func picture(_ code: QRCode) -> String {
    code.modules.map { row in row.map { $0 ? "#" : "." }.joined() }.joined(separator: "\n")
  }
}
