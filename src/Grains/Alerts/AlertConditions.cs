using System.Collections.Immutable;
using Fleet.Events;
using Fleet.Safety;

namespace Fleet.Alerts;

/// <summary>Whether an event satisfies a condition. Pure; a condition that <see cref="AlertRuleValidator"/> has let through.</summary>
public static class AlertConditions
{
    /// <param name="condition">Null asks nothing.</param>
    /// <param name="kind">As which the event is looked at.</param>
    public static bool Holds(AlertCondition? condition, FleetEvent happened, AlertEventKind kind)
    {
        if (condition is null)
            return true;

        if (condition.Field is not { } name)
        {
            return condition.Any.IsEmpty
                ? condition.All.All(c => Holds(c, happened, kind))
                : condition.Any.Any(c => Holds(c, happened, kind));
        }

        if (AlertFields.Find(kind, name) is not { } field || condition.Value is not { } wanted)
            return false;

        var value = field.Read(happened);
        return condition.Operator == AlertOperator.Exists ? value is not null == wanted.Flag
            : value switch
            {
                string text => Text(text, condition.Operator, wanted),
                double number => Number(number, condition.Operator, wanted),
                int whole => Number(whole, condition.Operator, wanted),
                bool flag => wanted.Flag is { } asked && (condition.Operator == AlertOperator.Eq ? flag == asked : condition.Operator == AlertOperator.Ne && flag != asked),
                Severity level => Level(level, condition.Operator, wanted),
                ImmutableArray<string> texts => condition.Operator == AlertOperator.Contains && wanted.Text is { } part && texts.Contains(part, StringComparer.Ordinal),
                _ => false,
            };
    }

    private static bool Text(string value, AlertOperator how, AlertValue wanted) => how switch
    {
        AlertOperator.Eq => value == wanted.Text,
        AlertOperator.Ne => wanted.Text is not null && value != wanted.Text,
        AlertOperator.In => wanted.Texts.Contains(value, StringComparer.Ordinal),
        AlertOperator.NotIn => !wanted.Texts.Contains(value, StringComparer.Ordinal),
        AlertOperator.Contains => wanted.Text is { } part && value.Contains(part, StringComparison.Ordinal),
        _ => false,
    };

    private static bool Number(double value, AlertOperator how, AlertValue wanted) => how switch
    {
        AlertOperator.In => wanted.Numbers.Contains(value),
        AlertOperator.NotIn => !wanted.Numbers.Contains(value),
        _ => wanted.Number is { } number && Compare(value.CompareTo(number), how),
    };

    private static bool Level(Severity value, AlertOperator how, AlertValue wanted) => how switch
    {
        AlertOperator.In => wanted.Texts.Contains(AlertFields.Snake(value), StringComparer.Ordinal),
        AlertOperator.NotIn => !wanted.Texts.Contains(AlertFields.Snake(value), StringComparer.Ordinal),
        _ => AlertRuleValidator.LevelOf(wanted.Text) is { } level && Compare(value.CompareTo(level), how),
    };

    private static bool Compare(int order, AlertOperator how) => how switch
    {
        AlertOperator.Eq => order == 0,
        AlertOperator.Ne => order != 0,
        AlertOperator.Gt => order > 0,
        AlertOperator.Gte => order >= 0,
        AlertOperator.Lt => order < 0,
        AlertOperator.Lte => order <= 0,
        _ => false,
    };
}
