using Fleet.Safety;

namespace Fleet.Alerts;

/// <summary>Whether a rule says something, before anybody relies on it. Pure.</summary>
public static class AlertRuleValidator
{
    public const int MaxDepth = 4;
    public const int MaxConditions = 50;
    public const int MaxEscalations = 5;
    public const int MaxHours = 20;

    /// <summary>A month.</summary>
    public const int MaxSeconds = 31 * 86_400;

    /// <summary>Counted events are kept.</summary>
    public const int MaxCount = 1_000;

    private static readonly Dictionary<AlertFieldType, AlertOperator[]> Operators = new()
    {
        [AlertFieldType.Text] = [AlertOperator.Eq, AlertOperator.Ne, AlertOperator.In, AlertOperator.NotIn, AlertOperator.Contains, AlertOperator.Exists],
        [AlertFieldType.Number] = [AlertOperator.Eq, AlertOperator.Ne, AlertOperator.Gt, AlertOperator.Gte, AlertOperator.Lt, AlertOperator.Lte, AlertOperator.In, AlertOperator.NotIn, AlertOperator.Exists],
        [AlertFieldType.Flag] = [AlertOperator.Eq, AlertOperator.Ne, AlertOperator.Exists],
        [AlertFieldType.Level] = [AlertOperator.Eq, AlertOperator.Ne, AlertOperator.Gt, AlertOperator.Gte, AlertOperator.Lt, AlertOperator.Lte, AlertOperator.In, AlertOperator.NotIn, AlertOperator.Exists],
        [AlertFieldType.Texts] = [AlertOperator.Contains, AlertOperator.Exists],
    };

    public static IReadOnlyList<AlertRuleFault> Validate(AlertRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var faults = new List<AlertRuleFault>();
        if (rule.Events.IsEmpty)
            faults.Add(new("events", AlertRuleFaultKind.Range, "must name at least one"));

        if (!rule.Severities.IsEmpty && rule.Events.Any(k => k != AlertEventKind.SafetyEvent))
            faults.Add(new("severities", AlertRuleFaultKind.Conflict, "only safety_event has a severity"));

        var left = MaxConditions;
        Check(rule.Condition, "condition", rule.Events, 1, ref left, faults);
        Check(rule.Count, faults);
        Between(rule.Suppression.WindowSeconds, 0, MaxSeconds, "suppression.window_seconds", faults);
        if (rule.Suppression.By.Contains(AlertGrouping.Organization))
            faults.Add(new("suppression.by", AlertRuleFaultKind.Unknown, "must be of vehicle, driver, location; an empty list means once for the whole organization"));

        if (rule.Schedule is { } schedule)
            Between(schedule.Windows.Length, 1, MaxHours, "schedule.windows", faults);

        Check(rule, faults);
        Check(rule.AutoResolve, rule.Events, faults);
        return faults;
    }

    internal static Severity? LevelOf(string? name) => name switch
    {
        "low" => Severity.Low,
        "medium" => Severity.Medium,
        "high" => Severity.High,
        "critical" => Severity.Critical,
        _ => null,
    };

    private static void Check(AlertCondition? condition, string path, IReadOnlyCollection<AlertEventKind> kinds, int depth, ref int left, List<AlertRuleFault> faults)
    {
        if (condition is null)
            return;

        if (--left < 0 || depth > MaxDepth)
        {
            if (left == -1 || depth == MaxDepth + 1)
                faults.Add(new(path, AlertRuleFaultKind.Range, $"at most {MaxConditions} conditions, {MaxDepth} deep"));
            return;
        }

        var parts = (condition.Field is null ? 0 : 1) + (condition.All.IsEmpty ? 0 : 1) + (condition.Any.IsEmpty ? 0 : 1);
        if (parts != 1)
        {
            faults.Add(new(path, AlertRuleFaultKind.Conflict, "must have exactly one of field, all and any, the lists not empty"));
            return;
        }

        if (condition.Field is not { } name)
        {
            var (list, parts2) = condition.All.IsEmpty ? (".any", condition.Any) : (".all", condition.All);
            for (var i = 0; i < parts2.Length; i++)
                Check(parts2[i], $"{path}{list}[{i}]", kinds, depth + 1, ref left, faults);

            return;
        }

        foreach (var kind in kinds)
        {
            if (AlertFields.Find(kind, name) is not { } field)
            {
                faults.Add(new(path + ".field", AlertRuleFaultKind.Unknown, $"{AlertFields.Snake(kind)} has no such field; it has {string.Join(", ", AlertFields.Of(kind).Select(f => f.Name).Order(StringComparer.Ordinal))}"));
                return;
            }

            if (!Operators[field.Type].Contains(condition.Operator))
                faults.Add(new(path + ".operator", AlertRuleFaultKind.Unknown, $"{name} takes {string.Join(", ", Operators[field.Type].Select(AlertFields.Snake))}"));
            else if (Wanted(field.Type, condition.Operator, condition.Value) is { } wanted)
                faults.Add(new(path + ".value", AlertRuleFaultKind.Type, "must be " + wanted));
            else
                continue;

            return;
        }
    }

    /// <summary>What the value must be; null where it is.</summary>
    private static string? Wanted(AlertFieldType type, AlertOperator how, AlertValue? value)
    {
        var list = how is AlertOperator.In or AlertOperator.NotIn;
        return how == AlertOperator.Exists ? (value?.Flag is null ? "true or false" : null)
            : type switch
            {
                AlertFieldType.Number when list => value is null || value.Numbers.IsEmpty ? "a list of numbers" : null,
                AlertFieldType.Number => value?.Number is null ? "a number" : null,
                AlertFieldType.Flag => value?.Flag is null ? "true or false" : null,
                AlertFieldType.Level when list => value is null || value.Texts.IsEmpty || value.Texts.Any(t => LevelOf(t) is null) ? "a list of low, medium, high, critical" : null,
                AlertFieldType.Level => LevelOf(value?.Text) is null ? "low, medium, high or critical" : null,
                _ when list => value is null || value.Texts.IsEmpty ? "a list of texts" : null,
                _ => value?.Text is null ? "a text" : null,
            };
    }

    private static void Check(AlertCount? count, List<AlertRuleFault> faults)
    {
        if (count is null)
            return;

        Between(count.AtLeast, 2, MaxCount, "count.at_least", faults);
        Between(count.WithinSeconds, 1, MaxSeconds, "count.within_seconds", faults);
        if (count.Per.IsEmpty || count.Per.Contains(AlertGrouping.Location))
            faults.Add(new("count.per", AlertRuleFaultKind.Unknown, "must name at least one of vehicle, driver, organization"));
    }

    private static void Check(AlertRule rule, List<AlertRuleFault> faults)
    {
        if (rule.Escalations.Length > MaxEscalations)
            faults.Add(new("escalations", AlertRuleFaultKind.Range, $"at most {MaxEscalations}"));

        for (var i = 0; i < rule.Escalations.Length; i++)
        {
            var path = $"escalations[{i}]";
            Between(rule.Escalations[i].AfterSeconds, 1, MaxSeconds, path + ".after_seconds", faults);
            if (i > 0 && rule.Escalations[i].AfterSeconds <= rule.Escalations[i - 1].AfterSeconds)
                faults.Add(new(path + ".after_seconds", AlertRuleFaultKind.Conflict, "must be later than the escalation before"));
        }
    }

    private static void Check(AlertAutoResolve? resolve, IReadOnlyCollection<AlertEventKind> kinds, List<AlertRuleFault> faults)
    {
        if (resolve is null)
            return;

        if (resolve.AfterSeconds is { } seconds)
            Between(seconds, 1, MaxSeconds, "auto_resolve.after_seconds", faults);
        else if (resolve.On is null)
            faults.Add(new("auto_resolve", AlertRuleFaultKind.Conflict, "must have after_seconds, on or both"));

        if (resolve.On is not { } on)
        {
            if (resolve.Condition is not null || !resolve.Same.IsEmpty)
                faults.Add(new("auto_resolve.on", AlertRuleFaultKind.Conflict, "is missing: condition and same are of the event that resolves"));
            return;
        }

        var left = MaxConditions;
        Check(resolve.Condition, "auto_resolve.condition", [on], 1, ref left, faults);
        for (var i = 0; i < resolve.Same.Length; i++)
        {
            var name = resolve.Same[i];
            if (AlertFields.Find(on, name) is null || kinds.Any(k => AlertFields.Find(k, name) is null))
                faults.Add(new($"auto_resolve.same[{i}]", AlertRuleFaultKind.Unknown, "must be a field of the event that raises and of the one that resolves"));
        }
    }

    private static void Between(int value, int least, int most, string path, List<AlertRuleFault> faults)
    {
        if (value < least || value > most)
            faults.Add(new(path, AlertRuleFaultKind.Range, $"must be within {least} … {most}"));
    }
}
