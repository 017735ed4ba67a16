# Lo que dicen Slack y Discord por sí mismos, alrededor de lo que Ghostlight dice en ellos.

## Una pantalla y sus partes

chat-close = Cerrar
chat-empty = (nada)
chat-look = Mira esto, por favor
chat-part = Parte { $part } de { $parts }. El resto está tras los botones del final.
chat-part-next = Parte siguiente
chat-part-back = Parte anterior

## Mientras llega la respuesta, y cuando no llega

chat-wait-title = Un momento
chat-wait = Estoy en ello. Esta página cambia en un momento.
chat-failed-title = No ha funcionado
chat-failed = No puedo decir que esto se haya hecho o guardado. Cierra esto, espera un momento y vuelve a mirar desde mi página de inicio o mi último mensaje.

## Cuando no se pudo mostrar nada, o nadie respondió

chat-not-opened = No se pudo abrir, y no se ha hecho nada. Vuelve a pulsar, por favor.
chat-not-shown = No pude mostrarte la respuesta. Puede que se haya hecho: vuelve a mirar desde mi página de inicio o mi último mensaje.
chat-not-kept = No puedo decir que esto se haya recibido. Nada de lo que has escrito aquí se ha perdido: vuelve a enviarlo en un momento.
chat-page-gone = Ya no tengo el resto de esta página. Ciérrala y ábrela de nuevo, por favor.
chat-home-failed = Ahora no puedo mostrar esta página. Sal de ella y vuelve en un momento.
chat-typed-failed = No pude responder a lo que escribiste. No ha llegado a nadie. Está en este chat, donde puedes borrarlo.
chat-elsewhere = Este Ghostlight pertenece a otro espacio de trabajo; aquí no te leería nadie. No se ha guardado nada.

## En la mesa de quien lee

chat-channel-lost = Ya no puedo publicar en el canal de quienes leen: se archivó o se borró, o me sacaron de él. Hasta que se arregle te pregunto en tus propios mensajes, igual que a cada quien, y no se pierde nada. Para arreglarlo: abre otra vez el canal e invítame, o pide a quien lleva Ghostlight que indique otro. Vuelvo a mirar cada mañana y en cada comprobación de cobertura.
