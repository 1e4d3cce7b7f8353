using System.Globalization;

namespace Fleet.Gateway.Subscriptions;

/// <summary>An event in one of the forms that a protocol has for it, where it has several.</summary>
public sealed class FormedEvent(FeedEvent happened, EventForm form)
{
    public FeedEvent Happened => happened;

    public EventForm Form => form;

    /// <summary>Under it a newer location of the vehicle, in the same form, may take this one's place; null for what must be sent.</summary>
    public string? ConflationKey { get; } =
        happened.Channel == EventChannels.Locations ? string.Create(CultureInfo.InvariantCulture, $"{form.Slot}/{happened.VehicleId}") : null;

    /// <summary>Made once for all.</summary>
    public byte[] Encoded => happened.Encoded(form);
}
