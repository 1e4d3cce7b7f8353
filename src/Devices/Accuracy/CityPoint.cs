using System.Globalization;
using Fleet.Devices.Traces;

namespace Fleet.Devices.Accuracy;

/// <summary>One row of ndsbr_curitiba with what is posted there.</summary>
/// <param name="LimitKmh">Null where none is known.</param>
/// <param name="Neighbourhood">Null outside the city.</param>
/// <param name="SpeedKmh">Null where the row has none.</param>
internal sealed record CityPoint(
    DateTimeOffset Time, double Longitude, double Latitude, double? SpeedKmh, double? HeadingDegrees, double? LimitKmh, string? Neighbourhood)
{
    private const string City = "Curitiba";

    public static IReadOnlyList<CityPoint> Read(string path)
    {
        if (!File.Exists(path))
            throw new TraceException($"{path} is not there: the accuracy figures need the ndsbr_curitiba data set (docs/accuracy.md says where to get it)");

        using var table = new DelimitedTable(File.OpenRead(path), ';', hasHeader: true);
        var columns = table.Columns.ToList();
        var points = new List<CityPoint>();
        foreach (var record in table.Records())
        {
            string Text(string column) => record.Fields[columns.IndexOf(column)];
            double? Number(string column) => double.TryParse(Text(column).Replace(',', '.'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
            if (Number("LONG") is not { } longitude || Number("LAT") is not { } latitude)
                continue;

            // Local time, UTC−3, as the replay's map reads it.
            var time = DateTime.ParseExact(Text("DAY_CORRIGIDO") + " " + Text("PR"), "d/M/yyyy H:mm:ss", CultureInfo.InvariantCulture);
            var neighbourhood = Text("BAIRRO");
            points.Add(new CityPoint(
                new DateTimeOffset(time, TimeSpan.FromHours(-3)),
                longitude,
                latitude,
                Number("SPD_KMH"),
                Number("HEADING"),
                Number("LIMITE_VEL"),
                Text("CIDADE") == City && neighbourhood is not ("" or "NPI" or "NA") ? neighbourhood : null));
        }

        return points;
    }
}
