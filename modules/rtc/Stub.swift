// rtc
