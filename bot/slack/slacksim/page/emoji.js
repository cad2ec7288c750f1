// The short names bots use most; an unknown name stays as it was typed.

const names = {
  white_check_mark: "✅", heavy_check_mark: "✔️", ballot_box_with_check: "☑️", x: "❌", negative_squared_cross_mark: "❎",
  warning: "⚠️", no_entry: "⛔", no_entry_sign: "🚫", stop_sign: "🛑", octagonal_sign: "🛑", rotating_light: "🚨",
  question: "❓", grey_question: "❔", exclamation: "❗", bangbang: "‼️", information_source: "ℹ️", bulb: "💡",
  bar_chart: "📊", chart_with_upwards_trend: "📈", chart_with_downwards_trend: "📉", clipboard: "📋", memo: "📝", pencil: "📝",
  pencil2: "✏️", page_facing_up: "📄", books: "📚", bookmark: "🔖", pushpin: "📌", round_pushpin: "📍", paperclip: "📎", link: "🔗",
  hourglass: "⌛", hourglass_flowing_sand: "⏳", alarm_clock: "⏰", stopwatch: "⏱️", timer_clock: "⏲️", clock3: "🕒", calendar: "📆", date: "📅",
  bell: "🔔", no_bell: "🔕", loudspeaker: "📢", mega: "📣", speech_balloon: "💬", thought_balloon: "💭", eyes: "👀", eye: "👁️",
  lock: "🔒", unlock: "🔓", key: "🔑", shield: "🛡️", gear: "⚙️", wrench: "🔧", hammer: "🔨", hammer_and_wrench: "🛠️",
  scales: "⚖️", balance_scale: "⚖️", ballot_box: "🗳️", ballot_box_with_ballot: "🗳️", checkered_flag: "🏁", triangular_flag_on_post: "🚩",
  rocket: "🚀", ship: "🚢", tada: "🎉", sparkles: "✨", star: "⭐", fire: "🔥", zap: "⚡", seedling: "🌱", herb: "🌿",
  wave: "👋", raised_hand: "✋", hand: "✋", thumbsup: "👍", "+1": "👍", thumbsdown: "👎", "-1": "👎", ok_hand: "👌", pray: "🙏", clap: "👏", muscle: "💪", handshake: "🤝",
  point_right: "👉", point_left: "👈", point_up: "☝️", point_down: "👇", busts_in_silhouette: "👥", bust_in_silhouette: "👤",
  smile: "😄", slightly_smiling_face: "🙂", thinking_face: "🤔", robot_face: "🤖", zzz: "💤", palm_tree: "🌴",
  large_green_circle: "🟢", large_yellow_circle: "🟡", large_orange_circle: "🟠", red_circle: "🔴", large_blue_circle: "🔵", white_circle: "⚪", black_circle: "⚫",
  large_green_square: "🟩", large_red_square: "🟥", arrow_right: "➡️", arrow_left: "⬅️", arrow_up: "⬆️", arrow_down: "⬇️", repeat: "🔁", arrows_counterclockwise: "🔄",
  leftwards_arrow_with_hook: "↩️", fast_forward: "⏩", double_vertical_bar: "⏸️", heavy_plus_sign: "➕", heavy_minus_sign: "➖",
  one: "1️⃣", two: "2️⃣", three: "3️⃣", four: "4️⃣", five: "5️⃣", heart: "❤️", green_heart: "💚", blue_heart: "💙",
};

// emoji returns the character a short name stands for, or "".
export const emoji = (name) => (Object.hasOwn(names, name) ? names[name] : "");
