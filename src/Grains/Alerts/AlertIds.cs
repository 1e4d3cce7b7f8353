using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Fleet.Geography;

namespace Fleet.Alerts;

/// <summary>Ids and keys that follow from what they are about: the same event and rule never make two alerts.</summary>
public static class AlertIds
{
    /// <summary>The alert that a rule raises for an event.</summary>
    public static string Of(string ruleId, string eventId) =>
        "alert_" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(ruleId + "\n" + eventId)).AsSpan(0, 10));

    /// <summary>S1's suppression key: rule, vehicle, driver and the cell of a hundredth of a degree, as far as they are known and asked for.</summary>
    public static string Suppression(string ruleId, IReadOnlyCollection<AlertGrouping> by, string? vehicleId, string? driverId, GeoPoint? place)
    {
        var key = new StringBuilder(ruleId);
        if (vehicleId is not null && by.Contains(AlertGrouping.Vehicle))
            key.Append(':').Append(vehicleId);

        if (driverId is not null && by.Contains(AlertGrouping.Driver))
            key.Append(':').Append(driverId);

        if (place is { } at && by.Contains(AlertGrouping.Location))
            key.Append(CultureInfo.InvariantCulture, $":{Math.Floor(at.Latitude * 100)}:{Math.Floor(at.Longitude * 100)}");

        return key.ToString();
    }
}
