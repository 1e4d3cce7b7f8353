using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Fleet.Events;

/// <summary>
/// Ids derived from what they name, so that the same positions folded again give the same ids and nobody is told twice.
/// </summary>
public static class EventIds
{
    /// <summary>Longest id that the wire contract allows, characters.</summary>
    public const int MaxLength = 128;

    /// <summary><c>subject:hex unix ms:kind[:discriminator]</c>, or a hash of it where that is too long.</summary>
    /// <param name="subject">The vehicle or driver that the event is about.</param>
    /// <param name="at">The event's timestamp.</param>
    /// <param name="discriminator">Tells events of one kind and moment apart: a trip, a fence, a waypoint.</param>
    public static string For(string subject, DateTimeOffset at, string kind, string? discriminator = null)
    {
        var id = discriminator is null
            ? string.Create(CultureInfo.InvariantCulture, $"{subject}:{at.ToUnixTimeMilliseconds():x}:{kind}")
            : string.Create(CultureInfo.InvariantCulture, $"{subject}:{at.ToUnixTimeMilliseconds():x}:{kind}:{discriminator}");
        return Fit(id);
    }

    /// <summary>The id of an event's later revision.</summary>
    /// <param name="eventId">Under which it was told first.</param>
    public static string Revised(string eventId, int revision) => Fit(string.Create(CultureInfo.InvariantCulture, $"{eventId}:r{revision}"));

    /// <summary>The id of the notice that an event no longer stands.</summary>
    public static string Superseded(string eventId, int revision) =>
        Fit(string.Create(CultureInfo.InvariantCulture, $"{eventId}:superseded{revision}"));

    /// <summary>The id of what became of an event that waited for an answer.</summary>
    public static string Settled(string eventId, string how) => Fit($"{eventId}:{how}");

    /// <summary>The id of a trip that movement started.</summary>
    public static string ForTrip(string vehicleId, DateTimeOffset startedAt) =>
        Fit(string.Create(CultureInfo.InvariantCulture, $"{vehicleId}:{startedAt.ToUnixTimeMilliseconds():x}"));

    private static string Fit(string id) =>
        id.Length <= MaxLength ? id : "sha256." + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(id)));
}
