namespace Fleet.Traffic;

/// <summary>
/// The US Air Quality Index: EPA, "Technical Assistance Document for the Reporting of Daily Air Quality", EPA-454/B-24-002,
/// May 2024, tables 5 and 6, with the PM2.5 breakpoints in force since 6 May 2024 (89 FR 16202). Concentrations are cut
/// to the table's digits, the index is interpolated and rounded. Above the last breakpoint the last slope goes on.
/// </summary>
public static class AirQualityIndex
{
    /// <summary>Highest index that is given.</summary>
    public const int Highest = 999;

    private static readonly (double Low, double High)[] Index = [(0, 50), (51, 100), (101, 150), (151, 200), (201, 300), (301, 500)];

    private static readonly string[] Names =
        ["Good", "Moderate", "Unhealthy for Sensitive Groups", "Unhealthy", "Very Unhealthy", "Hazardous"];

    /// <summary>Upper breakpoints, the step of the table, and the unit's factor. Ozone above 200 ppb and SO2 above 304 ppb are defined for other averaging times; their rows are used as they stand.</summary>
    private static (double[] Upper, double Step) TableOf(Pollutant pollutant) => pollutant switch
    {
        Pollutant.Pm25 => ([9.0, 35.4, 55.4, 125.4, 225.4, 325.4], 0.1),
        Pollutant.Pm10 => ([54, 154, 254, 354, 424, 604], 1),
        Pollutant.O3 => ([54, 70, 85, 105, 200, 604], 1),
        Pollutant.No2 => ([53, 100, 360, 649, 1249, 2049], 1),
        Pollutant.So2 => ([35, 75, 185, 304, 604, 1004], 1),
        Pollutant.Co => ([4.4, 9.4, 12.4, 15.4, 30.4, 50.4], 0.1),
        _ => throw new ArgumentOutOfRangeException(nameof(pollutant)),
    };

    /// <param name="concentration">In the pollutant's unit, not negative.</param>
    public static int Of(Pollutant pollutant, double concentration)
    {
        var (upper, step) = TableOf(pollutant);
        var cut = Math.Floor((concentration / step) + 1e-9) * step;
        var row = 0;
        while (row < upper.Length - 1 && cut > upper[row] + (step / 2))
        {
            row++;
        }

        var low = row == 0 ? 0 : upper[row - 1] + step;
        var (indexLow, indexHigh) = Index[row];
        var index = ((indexHigh - indexLow) / (upper[row] - low) * (cut - low)) + indexLow;
        return (int)Math.Min(Highest, Math.Round(index, MidpointRounding.AwayFromZero));
    }

    /// <summary>The largest of the pollutants' own; null where there are none.</summary>
    public static (int Aqi, Pollutant Dominant)? Of(IReadOnlyDictionary<Pollutant, double> pollutants)
    {
        ArgumentNullException.ThrowIfNull(pollutants);
        (int Aqi, Pollutant Dominant)? worst = null;
        foreach (var (pollutant, concentration) in pollutants.OrderBy(p => p.Key))
        {
            var index = Of(pollutant, concentration);
            if (worst is null || index > worst.Value.Aqi)
                worst = (index, pollutant);
        }

        return worst;
    }

    /// <summary>0 for Good … 5 for Hazardous.</summary>
    public static int StepOf(int aqi)
    {
        var step = Array.FindIndex(Index, i => aqi <= i.High);
        return step < 0 ? Index.Length - 1 : step;
    }

    public static string CategoryOf(int aqi) => Names[StepOf(aqi)];

    /// <summary>As people write it.</summary>
    public static string NameOf(Pollutant pollutant) => pollutant switch
    {
        Pollutant.Pm25 => "PM2.5",
        _ => pollutant.ToString().ToUpperInvariant(),
    };
}
