//! Days of the Gregorian calendar, which is carried back before its beginning.

const DAYS_OF_400_YEARS: i32 = 146_097;
/// The days from 0000-03-01, with which the year of the calculation begins, to 1970-01-01.
const DAYS_TO_1970: i32 = 719_468;

/// A day of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Day {
    pub(super) year: i32,
    pub(super) month: u32,
    pub(super) of_month: u32,
}

impl Day {
    /// Returns the day if the calendar has it.
    #[inline]
    pub(super) fn new(year: i32, month: u32, of_month: u32) -> Option<Self> {
        let is_real = (1..=days_of_month(year, month)).contains(&of_month);
        is_real.then_some(Self { year, month, of_month })
    }

    /// Returns the day that many days after 1970-01-01.
    // Years are counted from March, so that the leap day is their last: Howard Hinnant, "chrono-compatible low-level
    // date algorithms".
    pub(super) fn from_days(days: i32) -> Self {
        let days = days + DAYS_TO_1970;
        let of_era = days.rem_euclid(DAYS_OF_400_YEARS);
        let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
        let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
        let from_march = (5 * of_year + 2) / 153;
        let of_month = of_year - (153 * from_march + 2) / 5 + 1;
        let month = if from_march < 10 { from_march + 3 } else { from_march - 9 };
        let year = year_of_era + days.div_euclid(DAYS_OF_400_YEARS) * 400 + i32::from(month <= 2);
        Self { year, month: month.cast_unsigned(), of_month: of_month.cast_unsigned() }
    }

    /// Returns the days since 1970-01-01.
    pub(super) fn days(self) -> i32 {
        let month = self.month.cast_signed();
        let year = self.year - i32::from(month <= 2);
        let of_era = year.rem_euclid(400);
        let of_year = (153 * ((month + 9) % 12) + 2) / 5 + self.of_month.cast_signed() - 1;
        year.div_euclid(400) * DAYS_OF_400_YEARS + of_era * 365 + of_era / 4 - of_era / 100 + of_year
            - DAYS_TO_1970
    }
}

/// Returns 0 for what is no month.
fn days_of_month(year: i32, month: u32) -> u32 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) => 29,
        2 => 28,
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_days_and_days_are_counted_back() {
        for (day, days) in [
            ((-1, 12, 31), -719_529),
            ((0, 1, 1), -719_528),
            ((0, 2, 29), -719_469),
            ((1969, 12, 31), -1),
            ((1970, 1, 1), 0),
            ((2000, 2, 29), 11_016),
            ((2000, 3, 1), 11_017),
            ((9999, 12, 31), 2_932_896),
            ((10_000, 1, 1), 2_932_897),
        ] {
            let day = Day::new(day.0, day.1, day.2).unwrap();
            assert_eq!(day.days(), days, "{day:?}");
            assert_eq!(Day::from_days(days), day);
        }
    }

    #[test]
    fn each_day_follows_the_one_before() {
        let mut before = Day::from_days(-719_529);
        for days in -719_528..=2_932_897 {
            let day = Day::from_days(days);
            let next = Day::new(before.year, before.month, before.of_month + 1)
                .or_else(|| Day::new(before.year, before.month + 1, 1))
                .or_else(|| Day::new(before.year + 1, 1, 1));
            assert_eq!(Some(day), next);
            assert_eq!(day.days(), days);
            before = day;
        }
    }

    #[test]
    fn knows_the_days_of_each_month() {
        for (year, month, day) in
            [(2023, 2, 29), (1900, 2, 29), (2023, 4, 31), (2023, 13, 1), (2023, 0, 1), (2023, 1, 0)]
        {
            assert_eq!(Day::new(year, month, day), None, "{year}-{month}-{day}");
        }
        assert_eq!(Day::new(2000, 2, 29), Some(Day { year: 2000, month: 2, of_month: 29 }));
    }
}
