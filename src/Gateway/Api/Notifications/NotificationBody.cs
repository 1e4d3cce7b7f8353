using System.ComponentModel;
using Fleet.Gateway.Json;
using Fleet.Notifications;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>What people are told.</summary>
public sealed record NotificationBody
{
    internal const int MaxTitle = 200;
    internal const int MaxMessage = 2_000;
    internal const int MaxType = 64;
    internal const int MaxUsers = 1_000;

    [Description("Made by the server where absent. Sent again under the same id it adds nothing.")]
    public string? NotificationId { get; init; }

    [Description("Whom, 1 to 1000. Not with a broadcast.")]
    public IReadOnlyList<string>? UserIds { get; init; }

    public string? Title { get; init; }

    public required string Message { get; init; }

    [Description("info where absent.")]
    public string? Type { get; init; }

    internal static Notification Read(JsonFields fields, EntityIds ids, DateTimeOffset now) => new()
    {
        NotificationId = fields.Id("notification_id") ?? ids.Create("ntf"),
        Title = fields.Text("title", MaxTitle),
        Message = fields.Text("message", MaxMessage, required: true) ?? "",
        Type = fields.Text("type", MaxType) ?? "info",
        CreatedAt = now,
    };

    internal static IReadOnlyList<string> ReadUsers(JsonFields fields)
    {
        if (!fields.Has("user_ids"))
            fields.Fail("user_ids", FieldErrorCode.Required, "name at least one");

        var users = fields.Ids("user_ids", MaxUsers) ?? [];
        if (users.Count == 0 && !fields.Errors.Any)
            fields.Fail("user_ids", FieldErrorCode.Range, "name at least one");

        return users;
    }
}
