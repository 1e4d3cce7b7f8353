using System.ComponentModel.DataAnnotations;

namespace Fleet.Notifications;

/// <summary>Configuration section <c>Fleet:Notifications</c>.</summary>
public sealed class InboxOptions
{
    /// <summary>Notifications kept for one person. The oldest leave first, read ones before unread ones.</summary>
    [Range(1, 10_000)]
    public int MaxKept { get; set; } = 200;
}
