import Foundation
import Kit
import Testing

struct ZoneNameTests {
  @Test(arguments: [
    ("Europe/Berlin", "Europe/Berlin"), ("europe/berlin", "Europe/Berlin"),
    (" Europe/Berlin ", "Europe/Berlin"),
    ("AMERICA/NEW YORK", "America/New_York"), ("utc", "UTC"), ("Z", "UTC"), ("GMT", "UTC"),
    ("Etc/UTC", "UTC"),
    ("+02:00", "Etc/GMT-2"), ("UTC-05", "Etc/GMT+5"), ("gmt+3", "Etc/GMT-3"), ("UTC−5", "Etc/GMT+5"),
    ("+0530", "+05:30"), ("UTC+5:45", "+05:45"), ("-03:30", "-03:30"), ("+00:00", "UTC"),
    ("+14", "Etc/GMT-14"),
    ("-13", "-13:00"), ("EST", "America/Panama"), ("cet", "Europe/Brussels"), ("Japan", "Asia/Tokyo"),
    ("Etc/GMT+5", "Etc/GMT+5"), ("etc/gmt-2", "Etc/GMT-2"),
  ])
  func whatMeansOneZoneIsIt(written: String, name: String) throws {
    let zone = try #require(ZoneName(written))
    #expect(zone.name == name)
    #expect(ZoneName(name) == zone, "what is kept is read")
  }

  @Test(arguments: ["US/Eastern", "Asia/Calcutta", "us/eastern", "America/Buenos_Aires"])
  func olderNamesAreZones(written: String) throws {
    let zone = try #require(ZoneName(written))
    #expect(zone.rules.secondsFromGMT() != 0 && ZoneName(zone.name) == zone)
  }

  @Test(arguments: [
    "", " ", "CST", "IST", "BST", "PST", "Mars/Olympus", "+15", "+02:60", "5", "2", "UTC+", "+1:2",
    "../etc/passwd",
    "noon", "+99:99",
  ])
  func whatMeansNoneOrSeveralIsNone(written: String) { #expect(ZoneName(written) == nil) }

  @Test func whatCouldBeTakenForItsOppositeIsSaidAsAnOffset() {
    #expect(ZoneName("Etc/GMT-2")?.words == "UTC+02:00")
    #expect(ZoneName("-03:30")?.words == "UTC-03:30")
    #expect(ZoneName("Europe/Lisbon")?.words == "Europe/Lisbon" && ZoneName.utc.words == "UTC")
  }
}
