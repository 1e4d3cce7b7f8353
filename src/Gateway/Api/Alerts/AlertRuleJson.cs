using System.Text.Json;
using Fleet.Alerts;
using Fleet.Gateway.Api.Schedules;
using Fleet.Gateway.Json;
using Fleet.Safety;

namespace Fleet.Gateway.Api.Alerts;

/// <summary>Reads rules. Shapes are judged here, sense by <see cref="AlertRuleValidator"/>; both name the field.</summary>
internal static class AlertRuleJson
{
    public const int MaxName = 100;

    private const int MaxDescription = 500;
    private const int MaxVehicles = 1_000;
    private const int MaxTags = 50;
    private const int MaxTag = 64;
    private const int DefaultWindow = 300;

    /// <summary>Fields that are absent keep the value of <paramref name="current"/>, where there is one; null clears what may be absent.</summary>
    /// <param name="element">The same object, for values of any kind.</param>
    /// <returns>Something usable only where no error was recorded.</returns>
    public static AlertRule Read(JsonFields fields, JsonElement element, string id, AlertRule? current)
    {
        var before = fields.Errors.Items.Count;
        var rule = new AlertRule
        {
            RuleId = id,
            Name = fields.Text("name", MaxName, required: current is null || fields.Has("name")) ?? current?.Name ?? "",
            Description = fields.Has("description") ? fields.Text("description", MaxDescription) : current?.Description,
            Mode = fields.Choice<AlertRuleMode>("mode") ?? current?.Mode ?? AlertRuleMode.Live,
            Events = Choices<AlertEventKind>(fields, "events", required: current is null || fields.Has("events")) is { } events ? [.. events] : current?.Events ?? [],
            Severities = fields.Has("severities") ? [.. Choices<Severity>(fields, "severities") ?? []] : current?.Severities ?? [],
            Condition = fields.Has("condition") ? ConditionView.Read(fields, "condition", element) : current?.Condition,
            Count = fields.Has("count") ? ReadCount(fields) : current?.Count,
            VehicleIds = fields.Has("vehicle_ids") ? [.. fields.Ids("vehicle_ids", MaxVehicles) ?? []] : current?.VehicleIds ?? [],
            VehicleTags = fields.Has("vehicle_tags") ? [.. fields.Texts("vehicle_tags", MaxTags, MaxTag) ?? []] : current?.VehicleTags ?? [],
            DriverIds = fields.Has("driver_ids") ? [.. fields.Ids("driver_ids", MaxVehicles) ?? []] : current?.DriverIds ?? [],
            Schedule = fields.Has("schedule") ? ScheduleJson.Read(fields) : current?.Schedule,
            Priority = fields.Choice<AlertPriority>("priority", required: current is null || fields.Has("priority")) ?? current?.Priority ?? default,
            Channels = fields.Has("channels") ? [.. Choices<AlertChannel>(fields, "channels") ?? []] : current?.Channels ?? [],
            Suppression = fields.Has("suppression") ? ReadSuppression(fields) : current?.Suppression ?? new() { WindowSeconds = DefaultWindow },
            Escalations = fields.Has("escalations") ? [.. ReadEscalations(fields)] : current?.Escalations ?? [],
            AutoResolve = fields.Has("auto_resolve") ? ReadAutoResolve(fields, element) : current?.AutoResolve,
        };
        if (fields.Errors.Items.Count > before)
            return rule;

        foreach (var fault in AlertRuleValidator.Validate(rule))
        {
            fields.Fail(fault.Field, fault.Kind switch
            {
                AlertRuleFaultKind.Unknown => FieldErrorCode.Unknown,
                AlertRuleFaultKind.Range => FieldErrorCode.Range,
                AlertRuleFaultKind.Type => FieldErrorCode.Type,
                _ => FieldErrorCode.Conflict,
            }, fault.Message);
        }

        return rule;
    }

    /// <summary>Names of an enumeration, without repetition; null where absent.</summary>
    public static List<T>? Choices<T>(JsonFields fields, string name, bool required = false)
        where T : struct, Enum
    {
        if (fields.Items(name, 32, required) is not { } items)
            return null;

        var choices = new List<T>();
        foreach (var (item, path) in items)
        {
            if (!WireNames<T>.TryRead(Text(item), out var choice))
                fields.Errors.Add(path, FieldErrorCode.Unknown, "must be one of " + WireNames<T>.All);
            else if (choices.Contains(choice))
                fields.Errors.Add(path, FieldErrorCode.Duplicate, "is given twice");
            else
                choices.Add(choice);
        }

        return choices;
    }

    /// <summary>Empty for what is no text, or none of valid Unicode.</summary>
    private static string Text(JsonElement element)
    {
        try
        {
            return element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
        }
        catch (InvalidOperationException)
        {
            return "";
        }
    }

    private static AlertCount? ReadCount(JsonFields fields) => fields.Object("count") is not { } count ? null : new AlertCount
    {
        AtLeast = Whole(count, "at_least"),
        WithinSeconds = Whole(count, "within_seconds"),
        Per = Choices<AlertGrouping>(count, "per") is { } per ? [.. per] : [AlertGrouping.Vehicle, AlertGrouping.Driver],
    };

    private static AlertSuppression ReadSuppression(JsonFields fields)
    {
        if (fields.Object("suppression") is not { } suppression)
            return new() { WindowSeconds = DefaultWindow };

        var window = Whole(suppression, "window_seconds");
        return Choices<AlertGrouping>(suppression, "by") is { } by ? new() { WindowSeconds = window, By = [.. by] } : new() { WindowSeconds = window };
    }

    private static IEnumerable<AlertEscalation> ReadEscalations(JsonFields fields)
    {
        foreach (var (item, path) in fields.Items("escalations", 100) ?? [])
        {
            if (JsonFields.Open(item, path, fields.Errors) is not { } escalation)
                continue;

            yield return new AlertEscalation
            {
                AfterSeconds = Whole(escalation, "after_seconds"),
                Channels = [.. Choices<AlertChannel>(escalation, "channels") ?? []],
                Priority = escalation.Choice<AlertPriority>("priority"),
            };
        }
    }

    private static AlertAutoResolve? ReadAutoResolve(JsonFields fields, JsonElement element)
    {
        if (fields.Object("auto_resolve") is not { } resolve)
            return null;

        return new AlertAutoResolve
        {
            AfterSeconds = (int?)resolve.WholeNumber("after_seconds", 1, AlertRuleValidator.MaxSeconds),
            On = resolve.Choice<AlertEventKind>("on"),
            Condition = ConditionView.Read(resolve, "condition", element.GetProperty("auto_resolve")),
            Same = [.. resolve.Texts("same", 10, 64) ?? []],
        };
    }

    private static int Whole(JsonFields fields, string name) => (int)(fields.WholeNumber(name, 0, int.MaxValue, required: true) ?? 0);
}
