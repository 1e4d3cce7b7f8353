using System.ComponentModel;
using System.Collections.Immutable;
using Fleet.Gateway.Json;
using Fleet.Notifications;

namespace Fleet.Gateway.Api.Notifications;

/// <summary>Who is told.</summary>
public sealed record ContactsView
{
    public IReadOnlyList<string>? Default { get; init; }

    [Description("Told of urgent things besides.")]
    public IReadOnlyList<string>? Urgent { get; init; }

    internal static ContactsView Of(ContactList contacts) => new() { Default = contacts.Default, Urgent = contacts.Urgent };

    /// <param name="fault">What is wrong with a contact, in words; null for nothing.</param>
    internal static ContactList Read(JsonFields fields, string name, Func<string, string?> fault)
    {
        var contacts = fields.Object(name);
        return new ContactList { Default = List("default"), Urgent = List("urgent") };

        ImmutableArray<string> List(string which)
        {
            var texts = contacts?.Texts(which, NotificationSettingsBody.MaxContacts, 254) ?? [];
            for (var i = 0; i < texts.Count; i++)
            {
                if (fault(texts[i]) is { } wrong)
                    contacts!.Fail($"{which}[{i}]", FieldErrorCode.Format, wrong);
            }

            return [.. texts];
        }
    }
}
