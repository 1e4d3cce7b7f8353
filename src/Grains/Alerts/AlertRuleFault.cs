namespace Fleet.Alerts;

/// <summary>What is wrong with a rule.</summary>
/// <param name="Field">The path in the rule's JSON, for example <c>condition.all[1].value</c>.</param>
/// <param name="Kind">What sort of error.</param>
/// <param name="Message">For people.</param>
public readonly record struct AlertRuleFault(string Field, AlertRuleFaultKind Kind, string Message);
