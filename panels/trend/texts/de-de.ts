/** German texts of the panel "Coverage trend". */
import type { TrendKey } from './en-us';

export const deDe: Record<TrendKey, string> = {
	coverage_lines: 'Lücken und geforderte Zellen je Achse, Scan für Scan',
	drift_lines: 'Offene und kritische Abweichungen, Scan für Scan',
	line_gap: '{axis}: Lücken',
	line_required: '{axis}: gefordert',
	required_lines: 'geforderte Zellen',
	open_drift: 'offene Abweichungen',
	critical_drift: 'kritische Abweichungen',
	scan: 'Scan',
	latest: 'Scan {scan}, {time}',
	latest_axis: '{axis}: {gaps} bei {required} geforderten Zellen',
	latest_drift: '{open} offene Befunde, {critical} kritisch',
	no_change: 'wie zuvor',
	change: '{change} seit dem Scan davor',
	show_table: 'Als Tabelle zeigen',
	show_chart: 'Als Diagramm zeigen',
	file: 'Zahlen von {n} Scan | Zahlen von {n} Scans',
	empty_title: 'Noch kein Scan',
	empty_text: 'Jeder Scan fügt einen Punkt hinzu. Den ersten macht Stufe 6; weitere kommen nach Zeitplan oder durch',
	no_such_axis_title: 'Kein Scan kennt die Achse „{axis}“',
	no_such_axis_text: 'Die gezeigten Scans haben Zahlen von: {axes}.',
};
